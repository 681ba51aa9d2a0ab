package dev.cleat.vfs.union;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.listing.Snapshot;
import dev.cleat.vfs.listing.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Two file systems seen as one: whatever is changed is changed in the upper one, and the lower one stays as it is.
 *
 * <ul>
 *   <li>A directory of both has the entries of both; of two with one name, the upper one's is seen.
 *   <li>An object of the lower layer is copied to the upper one before its first change, with the directories above it. It keeps
 *       its identity.
 *   <li>A name that is removed and that the lower layer has is hidden by an empty file {@code .wh.NAME} in the upper one. Names
 *       that begin so are seen by nobody, and cannot be given: ACCES.
 *   <li>A directory that the lower layer has a part of cannot be renamed: XDEV, upon which clients copy it.
 *   <li>Hard links cannot be made; names are at most four bytes shorter than in the upper layer.
 * </ul>
 *
 * <p>Both layers are looked at for every call, from the root down: for trees that are not very deep. What else changes them while
 * they are served is seen; but the upper layer is best left to one server.
 */
public final class UnionVfs implements Vfs {
    private final Layers layers;
    private final Writable writable;
    private final Snapshots snapshots;

    /** Identities end with the process. */
    public UnionVfs(Vfs upper, Vfs lower) {
        this(upper, lower, new InMemoryIdMap());
    }

    /**
     * @param upper takes the changes; closed with this file system
     * @param lower is only read; closed with this file system
     * @param ids where identities are kept; closed with this file system
     * @throws IllegalArgumentException if nothing can be changed in the upper layer
     */
    public UnionVfs(Vfs upper, Vfs lower, IdMap ids) {
        Writable changes = upper.capability(Writable.class);
        if (changes == null) {
            throw new IllegalArgumentException("the upper layer cannot be written");
        }
        this.layers = new Layers(upper, lower, ids);
        this.writable = new UnionWritable(layers, changes);
        FileId root = ids.root();
        this.snapshots = new Snapshots(new SipHash(root.high(), root.low()), InstantSource.system());
    }

    @Override
    public FileId root() {
        return layers.root();
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return layers.shown(layers.find(file));
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        Found found = layers.findDirectory(directory);
        layers.require(found, caller, Permissions.EXECUTE);
        if (name.equals(Name.PARENT)) {
            Found above = found.directory();
            return layers.node(above == null ? found : above);
        }
        if (name.length() > limits(directory).maxNameLength()) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        Found child = Whiteouts.isReserved(name) ? null : layers.child(found, name);
        if (child == null) {
            throw new VfsException(VfsError.NOENT);
        }
        return layers.node(child);
    }

    /** A call of the layer in which an object is seen. */
    @FunctionalInterface
    private interface Call<T> {
        T on(Vfs layer, FileId file) throws IOException;
    }

    private <T> T onTop(FileId file, Call<T> call) throws IOException {
        Found found = layers.find(file);
        Node up = found.upper();
        if (up != null) {
            return call.on(layers.upper, up.id());
        }
        Node low = found.lower();
        if (low == null) {
            throw new VfsException(VfsError.STALE);
        }
        return call.on(layers.lower, low.id());
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        return onTop(file, (layer, id) -> layer.read(id, offset, into, caller));
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        return onTop(link, (layer, id) -> layer.readLink(id, caller));
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        Found found = layers.findDirectory(directory);
        int access = layers.access(found, caller);
        if ((access & Permissions.READ) == 0) {
            throw new VfsException(VfsError.ACCES);
        }
        boolean searches = (access & Permissions.EXECUTE) != 0;
        Snapshot names = snapshots.take(directory, cookie, null, () -> layers.names(found));
        for (int i = names.after(cookie); i < names.size(); i++) {
            Found child = layers.child(found, names.name(i));
            if (child != null) {
                Node node = layers.node(child);
                long number = node.attributes().fileId();
                if (!listing.add(names.name(i), number, names.cookie(i), searches ? node : null)) {
                    return;
                }
            }
        }
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        return layers.access(layers.find(file), caller);
    }

    @Override
    public Space space(FileId object) throws IOException {
        return layers.upper.space(layers.upper.root());
    }

    @Override
    public Limits limits(FileId object) throws IOException {
        Limits upper = layers.upper.limits(layers.upper.root());
        return new Limits(
                upper.maxFileSize(),
                upper.maxNameLength() - Whiteouts.length(),
                upper.maxLinks(),
                upper.timeGranularity(),
                upper.caseInsensitive(),
                upper.casePreserving(),
                upper.chownRestricted(),
                upper.symbolicLinks(),
                upper.homogeneous());
    }

    @Override
    public Blocking blocking() {
        Blocking upper = layers.upper.blocking();
        Blocking lower = layers.lower.blocking();
        return upper.compareTo(lower) > 0 ? upper : lower;
    }

    @Override
    public <T> @Nullable T capability(Class<T> type) {
        return type == Writable.class ? type.cast(writable) : null;
    }

    @Override
    public void close() throws IOException {
        try (layers.upper;
                layers.lower) {
            layers.ids.close();
        }
    }
}
