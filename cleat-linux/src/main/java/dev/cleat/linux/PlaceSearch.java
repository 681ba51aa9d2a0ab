package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsException;
import org.jspecify.annotations.Nullable;

/** Looks for an object in the directory where it was last seen. */
final class PlaceSearch {
    private final Fingerprint fingerprint;
    private final boolean lastingNumbers;

    /**
     * @param lastingNumbers whether an object keeps its inode number as long as it exists
     */
    PlaceSearch(Fingerprint fingerprint, boolean lastingNumbers) {
        this.fingerprint = fingerprint;
        this.lastingNumbers = lastingNumbers;
    }

    /**
     * Opens the entry, if it is the object.
     *
     * @return a descriptor, or -1
     * @throws VfsException when that cannot be told now
     */
    int at(Worker worker, Descriptor directory, Name name, FileId id) throws VfsException {
        Syscalls calls = worker.calls;
        int fd = calls.open(directory.fd, name, Flags.NAME_ONLY, 0, 0);
        if (fd == -Errno.ENOENT || fd == -Errno.ENOTDIR) {
            return -1;
        }
        Errno.check(fd);
        if (calls.stat(fd) == 0 && fingerprint.fits(calls, fd, calls.scratch.stat, id)) {
            return fd;
        }
        calls.close(fd);
        return -1;
    }

    /**
     * The name that the object has now in this directory: another one, or the old one where numbers do not last and nothing
     * else has the number. Null where it is not there any more.
     */
    @Nullable Name near(Worker worker, Descriptor directory, Name former, FileId id) throws VfsException {
        Syscalls calls = worker.calls;
        int fd = calls.reopen(directory.fd, Flags.O_RDONLY | CallNumber.O_DIRECTORY);
        if (fd < 0) {
            return null;
        }
        boolean formerThere = false;
        try {
            DirectoryEntries entries = new DirectoryEntries(calls, fd, Scratch.BULK);
            while (entries.next()) {
                Name name = entries.name();
                formerThere |= name.equals(former);
                if (entries.mayBe(fingerprint.inode(id), lastingNumbers) && !name.isDots()) {
                    int found = at(worker, directory, name, id);
                    if (found >= 0) {
                        calls.close(found);
                        return name;
                    }
                }
            }
        } finally {
            calls.close(fd);
        }
        return formerThere && !lastingNumbers ? former : null;
    }
}
