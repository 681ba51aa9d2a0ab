package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Experimental;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file system that remembers what it was told: attributes, names and permissions for a while, and file data in blocks for as
 * long as the file's attributes say that it has not changed. For file systems that are slow, and that few others change.
 *
 * <p>What is changed through this is seen through it at once. What is changed otherwise is seen when what is known is no longer
 * fresh. Listings are never remembered.
 *
 * <p>Locking: each cache by itself. A call that asks below notes the number of changes first, and keeps the answer only if there
 * was none meanwhile.
 */
@Experimental
public final class CachedVfs extends ForwardingVfs {
    private static final int BLOCK = 128 * 1024;
    private static final int OBJECTS = 32 * 1024;

    private final LongSupplier clock;
    private final BoundedCache<FileId, Attributes> attributes;
    private final BoundedCache<Entry, FileId> names;
    private final BoundedCache<Right, Integer> rights;
    private final BoundedCache<BlockOf, Block> blocks;
    private final AtomicLong changes = new AtomicLong();

    /** Callers may be allowed different things. */
    private record Entry(FileId directory, Name name, Caller caller) {}

    private record Right(FileId file, Caller caller) {}

    private record BlockOf(FileId file, long index) {}

    /** Bytes of a file whose attributes were those. */
    private record Block(ByteBuffer bytes, long size, Instant modified, Instant changed) {
        boolean fits(Attributes now) {
            return size == now.size() && modified.equals(now.modified()) && changed.equals(now.changed());
        }
    }

    /**
     * @param bytes of file data that are remembered at most; names and attributes take some megabytes more
     * @param fresh how long attributes and names are believed
     */
    public CachedVfs(Vfs below, long bytes, Duration fresh) {
        this(below, bytes, fresh, System::nanoTime);
    }

    /**
     * @param nanos tells the time as {@link System#nanoTime} does
     */
    public CachedVfs(Vfs below, long bytes, Duration fresh, LongSupplier nanos) {
        super(below);
        this.clock = nanos;
        long time = fresh.toNanos();
        this.attributes = new BoundedCache<>(OBJECTS, time, known -> 1);
        this.names = new BoundedCache<>(OBJECTS, time, known -> 1);
        this.rights = new BoundedCache<>(OBJECTS, time, known -> 1);
        this.blocks = new BoundedCache<>(bytes, Long.MAX_VALUE, block -> block.bytes.capacity());
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        Attributes known = attributes.get(file, clock.getAsLong());
        if (known != null) {
            return known;
        }
        long before = changes.get();
        Attributes asked = super.attributes(file);
        keep(before, () -> attributes.put(file, asked, clock.getAsLong()));
        return asked;
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        if (name.isDots()) {
            return super.lookup(directory, name, caller);
        }
        Entry entry = new Entry(directory, name, caller);
        FileId known = names.get(entry, clock.getAsLong());
        Attributes knownAttributes = known == null ? null : attributes.get(known, clock.getAsLong());
        if (known != null && knownAttributes != null) {
            return new Node(known, knownAttributes);
        }
        long before = changes.get();
        Node found = super.lookup(directory, name, caller);
        keep(before, () -> {
            names.put(entry, found.id(), clock.getAsLong());
            attributes.put(found.id(), found.attributes(), clock.getAsLong());
        });
        return found;
    }

    @Override
    public int access(FileId file, Attributes known, Caller caller) throws IOException {
        Right right = new Right(file, caller);
        Integer granted = rights.get(right, clock.getAsLong());
        if (granted != null) {
            return granted;
        }
        long before = changes.get();
        int asked = super.access(file, known, caller);
        keep(before, () -> rights.put(right, asked, clock.getAsLong()));
        return asked;
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        Attributes now = attributes(file);
        if (!now.isRegular() || !mayRead(file, now, caller)) {
            return super.read(file, offset, into, caller);
        }
        long at = offset;
        while (into.hasRemaining() && at < now.size()) {
            Block block = block(file, at / BLOCK, now, caller);
            if (block == null) {
                return super.read(file, at, into, caller); // it changed while it was read
            }
            int from = (int) (at % BLOCK);
            int bytes = Math.min(into.remaining(), block.bytes.capacity() - from);
            into.put(into.position(), block.bytes, from, bytes).position(into.position() + bytes);
            at += bytes;
        }
        return at >= now.size();
    }

    private boolean mayRead(FileId file, Attributes now, Caller caller) throws IOException {
        boolean granted = (access(file, now, caller) & (Permissions.READ | Permissions.EXECUTE)) != 0;
        return granted || Permissions.isOwner(now, caller);
    }

    /** A block of the file as it is now; null if it turns out to be another file by now. */
    private @Nullable Block block(FileId file, long index, Attributes now, Caller caller) throws IOException {
        BlockOf key = new BlockOf(file, index);
        Block known = blocks.get(key, clock.getAsLong());
        if (known != null && known.fits(now)) {
            return known;
        }
        long before = changes.get();
        int length = (int) Math.min(BLOCK, now.size() - index * BLOCK);
        ByteBuffer data = ByteBuffer.allocate(length);
        super.read(file, index * BLOCK, data, caller);
        if (data.hasRemaining()) {
            attributes.remove(file);
            return null;
        }
        Block read = new Block(data, now.size(), now.modified(), now.changed());
        keep(before, () -> blocks.put(key, read, clock.getAsLong()));
        return read;
    }

    private void keep(long changesBefore, Runnable put) {
        if (changes.get() == changesBefore) {
            put.run();
        }
    }

    /** How many bytes of file data are remembered. */
    public long bytes() {
        return blocks.total();
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new CachedWritable(this, writableBelow);
    }

    @Override
    protected HardLinks hardLinks(HardLinks hardLinksBelow) {
        return (file, directory, name, caller) ->
                changing(() -> hardLinksBelow.link(file, directory, name, caller), file, directory);
    }

    /** Something that changes these objects. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    /** Forgets what is known of the objects, before, because it may be wrong from then on, and afterwards. */
    void changing(Change change, FileId... objects) throws IOException {
        forget(objects);
        try {
            change.run();
        } finally {
            forget(objects);
        }
    }

    private void forget(FileId... objects) {
        changes.incrementAndGet();
        for (FileId object : objects) {
            attributes.remove(object);
            names.removeIf(entry -> entry.directory.equals(object));
            rights.removeIf(right -> right.file.equals(object));
        }
    }

    /** Forgets what is known of what an entry stands for. */
    void changingEntry(FileId directory, Name name, Change change) throws IOException {
        FileId entry = idOf(directory, name);
        changing(change, entry == null ? new FileId[] {directory} : new FileId[] {directory, entry});
    }

    /** By whatever name the object is known to have there; its links and times will be others. */
    private @Nullable FileId idOf(FileId directory, Name name) throws IOException {
        try {
            return super.lookup(directory, name, Caller.ROOT).id();
        } catch (IOException e) {
            VfsError error = VfsException.errorOf(e);
            if (error == VfsError.JUKEBOX) {
                throw e;
            }
            return null; // the change itself will say what is wrong
        }
    }
}
