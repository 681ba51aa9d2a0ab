package dev.cleat.vfs.memory;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The objects that exist, by identity. An identity is a mark of this kind of file system and the instance's salt (four bytes
 * each), then a number that is never used again (eight bytes), so that what was and what never was can be told apart.
 */
final class NodeTable {
    private static final long MARK = 0x6d656d6fL << 32;
    private static final long SALT_MASK = 0xffff_ffffL;

    private final long high;
    private final AtomicLong lastNumber = new AtomicLong();
    private final ConcurrentHashMap<FileId, MemoryNode> nodes = new ConcurrentHashMap<>();

    NodeTable(int salt) {
        high = MARK | (salt & SALT_MASK);
    }

    FileId newId() {
        return new FileId(high, lastNumber.incrementAndGet());
    }

    void add(MemoryNode node) {
        nodes.put(node.id(), node);
    }

    void remove(MemoryNode node) {
        nodes.remove(node.id());
    }

    MemoryNode find(FileId id) throws VfsException {
        MemoryNode node = nodes.get(id);
        if (node == null) {
            throw new VfsException(existed(id) ? VfsError.STALE : VfsError.BADHANDLE);
        }
        return node;
    }

    MemoryDirectory findDirectory(FileId id) throws VfsException {
        if (find(id) instanceof MemoryDirectory directory) {
            return directory;
        }
        throw new VfsException(VfsError.NOTDIR);
    }

    MemoryFile findFile(FileId id) throws VfsException {
        return switch (find(id)) {
            case MemoryFile file -> file;
            case MemoryDirectory directory -> throw new VfsException(VfsError.ISDIR);
            case MemoryLink link -> throw new VfsException(VfsError.INVAL);
            case MemorySpecial special -> throw new VfsException(VfsError.INVAL);
        };
    }

    /** Every identity of another instance counts as one of a file system that is gone. */
    private boolean existed(FileId id) {
        if (id.high() == high) {
            return id.low() > 0 && id.low() <= lastNumber.get();
        }
        return (id.high() & ~SALT_MASK) == MARK && id.low() > 0;
    }
}
