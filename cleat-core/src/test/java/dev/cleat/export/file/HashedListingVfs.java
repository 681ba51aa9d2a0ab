package dev.cleat.export.file;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.ForwardingWritable;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists in the order of hashes of 63 bits, as ext4 does, of which the upper halves are the same in groups; its file numbers
 * are large.
 */
public final class HashedListingVfs extends ForwardingVfs {
    private static final long LARGE = 0x4_8000_0000L;

    private final int group;

    /**
     * @param group how many entries share the upper half
     */
    public HashedListingVfs(MemoryVfs below, int group) {
        super(below);
        this.group = group;
    }

    private record Listed(Name name, long fileId) {}

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return large(super.attributes(file));
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return large(super.lookup(directory, name, caller));
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new ForwardingWritable(writableBelow) {
            @Override
            public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
                return large(super.create(directory, name, object, caller));
            }
        };
    }

    private static Node large(Node node) {
        return new Node(node.id(), large(node.attributes()));
    }

    private static Attributes large(Attributes attributes) {
        return attributes.withFileId(attributes.fileId() + LARGE);
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        NavigableMap<Long, Listed> byHash = byHash(directory, caller);
        for (Map.Entry<Long, Listed> entry : byHash.tailMap(cookie, true).entrySet()) {
            Listed listed = entry.getValue();
            Long next = byHash.higherKey(entry.getKey());
            Node node = listing.wantsNodes() ? lookup(directory, listed.name, caller) : null;
            if (!listing.add(listed.name, listed.fileId + LARGE, next == null ? Long.MAX_VALUE : next, node)) {
                return;
            }
        }
    }

    private NavigableMap<Long, Listed> byHash(FileId directory, Caller caller) throws IOException {
        NavigableMap<Long, Listed> byHash = new TreeMap<>();
        super.list(directory, 0, caller, new Listing() {
            @Override
            public boolean wantsNodes() {
                return false;
            }

            @Override
            public boolean add(Name name, long fileId, long number, @Nullable Node node) {
                long upper = (number / group * 0x9E37_79B1L) & 0x3FFF_FFFFL;
                byHash.put((upper << 33) + number, new Listed(name, fileId));
                return true;
            }
        });
        return byHash;
    }
}
