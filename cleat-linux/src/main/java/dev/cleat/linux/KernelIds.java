package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The kernel's own handles: they find an object wherever it was moved to, and nothing has to be remembered. */
final class KernelIds implements ObjectIds {
    private static final long FIRST_PAUSE_NANOS = 20_000;
    private static final long LONGEST_PAUSE_NANOS = 200_000_000;

    private final int volume;
    private final int mount;
    private final HandleShape shape;
    private final Objects objects;

    private KernelIds(int volume, int mount, HandleShape shape, Objects objects) {
        this.objects = objects;
        this.volume = volume;
        this.mount = mount;
        this.shape = shape;
    }

    /**
     * Tries whether objects can be opened by handles here: that needs a capability, which containers may lack.
     *
     * @param volume the number that stands in front of its identities
     * @param mount a descriptor of the volume's top, really open; outlives the answer
     * @param shape what handles look like there
     */
    static @Nullable KernelIds probe(Syscalls calls, int volume, int mount, HandleShape shape, Objects objects) {
        if (calls.handle(mount, HandleShape.ROOM, 0) < 0) {
            return null;
        }
        int again = calls.openHandle(mount, Flags.NAME_ONLY);
        if (again < 0) {
            return null;
        }
        calls.close(again);
        return new KernelIds(volume, mount, shape, objects);
    }

    @Override
    public boolean areTheKernels() {
        return true;
    }

    @Override
    public FileId root(Worker worker, int fd, Statx stat) throws VfsException {
        return identify(worker, fd);
    }

    @Override
    public FileId identify(Worker worker, int fd, Statx stat, FileId directory, Name name) throws VfsException {
        return identify(worker, fd);
    }

    @Override
    public FileId recognise(Worker worker, int fd, Statx stat, FileId directory, Name name) throws VfsException {
        return identify(worker, fd);
    }

    @Override
    public @Nullable FileId identifyEntry(Worker worker, Descriptor directory, Name name, Statx stat)
            throws VfsException {
        if (worker.calls.handle(directory.fd, name, HandleShape.ROOM) < 0) {
            return null;
        }
        // Between the two calls the name may have come to stand for something else.
        return shape.isOfInode(worker.calls.scratch.handle, stat.inode())
                ? shape.pack(volume, worker.calls.scratch.handle)
                : null;
    }

    @Override
    public FileId identifyParent(Worker worker, int fd, Statx stat, FileId child) throws VfsException {
        return identify(worker, fd);
    }

    private FileId identify(Worker worker, int fd) throws VfsException {
        Errno.check(worker.calls.handle(fd, HandleShape.ROOM, 0));
        FileId id = shape.pack(volume, worker.calls.scratch.handle);
        if (id == null) {
            throw new VfsException(VfsError.NOTSUPP, "a kernel handle of another shape than its volume's");
        }
        return id;
    }

    @Override
    public void beforeRemoval(Worker worker, Descriptor directory, Name name) throws VfsException {
        if (worker.calls.handle(directory.fd, name, HandleShape.ROOM) == 0) {
            FileId id = shape.pack(volume, worker.calls.scratch.handle);
            if (id != null) {
                // What is open when its last name goes has to be noted on the disk as an orphan, which costs more.
                objects.forget(id);
            }
        }
    }

    @Override
    public int open(Worker worker, FileId id) throws VfsException {
        shape.unpack(id, worker.calls.scratch.handle);
        int fd = worker.calls.openHandle(mount, Flags.NAME_ONLY);
        // Not only when memory is short: while a new file is being made under the number of a removed one, ext4 says so
        // of the
        // removed one's handle (Linux 4.19 and later, iget_locked). In a moment it is stale.
        for (long pause = FIRST_PAUSE_NANOS; fd == -Errno.ENOMEM && pause <= LONGEST_PAUSE_NANOS; pause *= 2) {
            LockSupport.parkNanos(pause);
            fd = worker.calls.openHandle(mount, Flags.NAME_ONLY);
        }
        return Errno.check(fd);
    }
}
