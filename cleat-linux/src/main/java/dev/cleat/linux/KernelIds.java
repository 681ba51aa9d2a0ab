package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The kernel's own handles: they find an object wherever it was moved to, and nothing has to be remembered. */
final class KernelIds implements ObjectIds {
    private final int volume;
    private final int mount;
    private final HandleShape shape;

    private KernelIds(int volume, int mount, HandleShape shape) {
        this.volume = volume;
        this.mount = mount;
        this.shape = shape;
    }

    /**
     * Tries whether objects can be opened by handles here: it needs a capability, which containers may lack, and a file system
     * that supports it.
     *
     * @param volume the number that stands in front of its identities
     * @param mount a descriptor of the volume's top, really open; outlives the answer
     */
    static @Nullable KernelIds probe(Syscalls calls, int volume, int mount) {
        MemorySegment handle = calls.scratch.handle;
        if (calls.handle(mount, HandleShape.ROOM, 0) < 0) {
            return null;
        }
        HandleShape shape = HandleShape.of(handle);
        if (shape == null) {
            return null;
        }
        int again = calls.openHandle(mount, Flags.NAME_ONLY);
        if (again < 0) {
            return null;
        }
        calls.close(again);
        return new KernelIds(volume, mount, shape);
    }

    @Override
    public FileId identify(Worker worker, int fd, Statx stat, @Nullable FileId directory, @Nullable Name name)
            throws VfsException {
        Errno.check(worker.calls.handle(fd, HandleShape.ROOM, 0));
        FileId id = shape.pack(volume, worker.calls.scratch.handle);
        if (id == null) {
            throw new VfsException(VfsError.NOTSUPP, "a kernel handle of another shape than its volume's");
        }
        return id;
    }

    @Override
    public int open(Worker worker, FileId id) throws VfsException {
        shape.unpack(id, worker.calls.scratch.handle);
        return Errno.check(worker.calls.openHandle(mount, Flags.NAME_ONLY));
    }
}
