package dev.cleat.remote;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Blocks on disk, each in a file of its own that appears whole, by renaming, and ends with its length and checksum: whatever
 * a crash or a failure of power leaves behind is found out when it is first read, and fetched again. The blocks that were used
 * longest ago make room; after a restart, those that were fetched longest ago.
 *
 * <p>{@code kept} is guarded by {@code this}. Files are read, written and deleted without it: who finds none has a miss.
 */
final class DiskCache {
    private static final System.Logger LOG = System.getLogger("dev.cleat.remote");
    private static final int TRAILER = 8;
    /** What a small file takes at least. */
    private static final int CLUSTER = 4096;

    private static final String HALF_WRITTEN = ".tmp";

    private final Path folder;
    private final long maxBytes;
    private final Map<BlockKey, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private boolean complained;

    private record Kept(int length, boolean checked) {
        long cost() {
            return Math.max(CLUSTER, length + TRAILER);
        }
    }

    private record Found(BlockKey key, int length, FileTime written) {}

    DiskCache(Path folder, long maxBytes) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        Files.createDirectories(folder);
        List<Found> found = new ArrayList<>();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
            for (Path part : parts) {
                find(part, found);
            }
        }
        found.sort(Comparator.comparing(Found::written));
        for (Found each : found) {
            add(each.key, new Kept(each.length, false));
        }
    }

    /** Fills the buffer with a part of a block; false where the block is not here. */
    boolean read(BlockKey key, int from, ByteBuffer into) {
        Kept known = find(key);
        if (known == null) {
            return false;
        }
        int before = into.position();
        try (FileChannel file = FileChannel.open(folder.resolve(key.path()), StandardOpenOption.READ)) {
            if (!known.checked) {
                if (!isSound(file, known.length)) {
                    throw new IOException("not as it was written");
                }
                checked(key, known);
            }
            if (into.remaining() <= known.length - from && fill(file, from, into)) {
                return true;
            }
        } catch (IOException e) {
            // It is fetched again, and then written again.
            LOG.log(Level.DEBUG, "cached block {0}: {1}", key.path(), e.getMessage());
        }
        into.position(before);
        remove(key);
        return false;
    }

    synchronized boolean has(BlockKey key) {
        return kept.containsKey(key);
    }

    /** Keeps a block, if that is possible. */
    void put(BlockKey key, byte[] block) {
        Path file = folder.resolve(key.path());
        Path half = file.resolveSibling(file.getFileName() + HALF_WRITTEN);
        try {
            Files.createDirectories(file.getParent());
            ByteBuffer whole = ByteBuffer.allocate(block.length + TRAILER)
                    .put(block)
                    .putInt(block.length)
                    .putInt(sum(ByteBuffer.wrap(block)))
                    .flip();
            Files.write(half, whole.array());
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            add(key, new Kept(block.length, true)).forEach(this::delete);
        } catch (IOException e) {
            delete(half);
            complain(e);
        }
    }

    private void find(Path part, List<Found> found) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(part)) {
            for (Path file : files) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                String name = file.getFileName().toString();
                if (name.endsWith(HALF_WRITTEN) || attributes.size() < TRAILER) {
                    delete(file);
                } else {
                    try {
                        BlockKey key = BlockKey.parse(part.getFileName().toString(), name);
                        found.add(new Found(key, (int) (attributes.size() - TRAILER), attributes.lastModifiedTime()));
                    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                        LOG.log(Level.WARNING, "{0} is not ours", file);
                    }
                }
            }
        }
    }

    private static boolean isSound(FileChannel file, int length) throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(length + TRAILER);
        return fill(file, 0, whole)
                && whole.getInt(length) == length
                && whole.getInt(length + 4) == sum(whole.slice(0, length));
    }

    private static int sum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    private static boolean fill(FileChannel file, long from, ByteBuffer into) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int read = file.read(into, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }

    private synchronized @Nullable Kept find(BlockKey key) {
        return kept.get(key);
    }

    private synchronized void checked(BlockKey key, Kept known) {
        kept.replace(key, known, new Kept(known.length, true));
    }

    /** Answers what has to go for it. */
    private synchronized List<Path> add(BlockKey key, Kept block) {
        Kept before = kept.put(key, block);
        bytes += block.cost() - (before == null ? 0 : before.cost());
        List<Path> gone = new ArrayList<>();
        Iterator<Map.Entry<BlockKey, Kept>> oldest = kept.entrySet().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            Map.Entry<BlockKey, Kept> entry = oldest.next();
            bytes -= entry.getValue().cost();
            gone.add(folder.resolve(entry.getKey().path()));
            oldest.remove();
        }
        return gone;
    }

    private void remove(BlockKey key) {
        synchronized (this) {
            Kept removed = kept.remove(key);
            bytes -= removed == null ? 0 : removed.cost();
        }
        delete(folder.resolve(key.path()));
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            complain(e);
        }
    }

    private synchronized void complain(IOException problem) {
        if (!complained) {
            complained = true;
            LOG.log(Level.WARNING, "the cache {0} cannot be written: {1}", folder, problem.getMessage());
        }
    }
}
