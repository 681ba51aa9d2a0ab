package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file system that hands every call on to another. Override what shall be different.
 *
 * <p>No call goes past a decorator. Abilities that it does not know are therefore hidden, and those that it does know pass
 * through {@link #writable} and {@link #hardLinks}, where it puts its own in front. A view that never waits, which would
 * answer for the other file system alone, is offered only where {@link #immediate(Vfs)} decorates that as well.
 */
public class ForwardingVfs implements Vfs {
    private final Vfs below;

    /** Set at the first question; whoever asks at the same time may see another, equal one. */
    private volatile @Nullable View view;

    private record View(@Nullable Vfs vfs) {}

    public ForwardingVfs(Vfs below) {
        this.below = below;
    }

    /** The file system that calls are handed on to. */
    protected final Vfs below() {
        return below;
    }

    /**
     * The ability to change this file system, given that of the one below. A decorator that alters changes answers an object
     * of its own, mostly a {@link ForwardingWritable}; one that forbids them answers null.
     */
    protected @Nullable Writable writable(Writable writableBelow) {
        return writableBelow;
    }

    /** The ability to make hard links, given that of the file system below; null to hide it. */
    protected @Nullable HardLinks hardLinks(HardLinks hardLinksBelow) {
        return hardLinksBelow;
    }

    /**
     * The view that never waits, given that of the file system below: this decoration around it. Null, if not overridden, to
     * offer none; then all calls are made where they may wait.
     */
    protected @Nullable Vfs immediate(Vfs immediateBelow) {
        return null;
    }

    @Override
    public @Nullable Vfs immediate() {
        if (blocking() == Blocking.NEVER) {
            return this;
        }
        View known = view;
        if (known == null) {
            Vfs immediateBelow = below.immediate();
            known = new View(immediateBelow == null ? null : immediate(immediateBelow));
            view = known;
        }
        return known.vfs;
    }

    @Override
    public <T> @Nullable T capability(Class<T> type) {
        if (type == Writable.class) {
            Writable ability = below.capability(Writable.class);
            return ability == null ? null : type.cast(writable(ability));
        }
        if (type == HardLinks.class) {
            HardLinks ability = below.capability(HardLinks.class);
            return ability == null ? null : type.cast(hardLinks(ability));
        }
        return null;
    }

    @Override
    public FileId root() {
        return below.root();
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return below.attributes(file);
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return below.lookup(directory, name, caller);
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        return below.read(file, offset, into, caller);
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        below.list(directory, cookie, caller, listing);
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        return below.readLink(link, caller);
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        return below.access(file, attributes, caller);
    }

    @Override
    public Space space(FileId object) throws IOException {
        return below.space(object);
    }

    @Override
    public Limits limits(FileId object) throws IOException {
        return below.limits(object);
    }

    @Override
    public Blocking blocking() {
        return below.blocking();
    }

    @Override
    public void close() throws IOException {
        below.close();
    }
}
