package dev.cleat.linux;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.SetAttributes.SetTime;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import org.jspecify.annotations.Nullable;

/** Changes attributes: everything is checked first, and then done by the kernel, as the caller, in the order owner, mode, size, times. */
final class AttributeChange {
    private AttributeChange() {}

    /**
     * @param stat what was just read of the object
     */
    static void apply(Worker worker, Descriptor object, Statx stat, SetAttributes wanted, Caller caller)
            throws VfsException {
        SetAttributes changes = withoutWhatTruncationMoves(wanted);
        int group = changes.gid() != null ? changes.gid() : stat.gid();
        checkOwnership(stat, changes, caller);
        boolean mayWrite = caller.isRoot() || stat.uid() == caller.uid();
        if (stampsOneTime(changes) && !mayWrite && (Rights.granted(worker, object, stat, caller) & Flags.W_OK) == 0) {
            throw new VfsException(VfsError.ACCES);
        }
        Long size = changes.size();
        if (size == null) {
            applyTo(worker, object.fd, changes, caller, group);
            return;
        }
        Rights.checkWrite(worker, object, stat, caller);
        try (OpenFile file = object.writer(worker.calls)) {
            applyTo(worker, file.fd, changes, caller, group);
            file.changed();
        }
    }

    /**
     * @param fd open for writing where a size is given
     * @param group that the object has, or is given here
     */
    static void applyTo(Worker worker, int fd, SetAttributes changes, Caller caller, int group) throws VfsException {
        long result = 0;
        worker.become(caller);
        try {
            if (changes.uid() != null || changes.gid() != null) {
                result = worker.calls.changeOwner(fd, orKeep(changes.uid()), orKeep(changes.gid()));
            }
            Integer mode = changes.mode();
            if (result == 0 && mode != null) {
                if (caller.isRoot() && (mode & Attributes.SETGID) != 0) {
                    // Without CAP_FSETID even the superuser keeps the bit only for a group of his.
                    worker.become(new Caller(0, group));
                }
                result = worker.calls.changeMode(fd, mode & Attributes.MODE_MASK);
            }
            if (result == 0 && changes.size() != null) {
                result = worker.calls.truncate(fd, changes.size());
            }
            if (result == 0 && (changes.accessed() != null || changes.modified() != null)) {
                putTime(worker.calls, 0, changes.accessed());
                putTime(worker.calls, 1, changes.modified());
                if (stampsOneTime(changes)) {
                    worker.become(Caller.ROOT);
                }
                result = worker.calls.changeTimes(fd);
            }
        } finally {
            worker.service();
        }
        Errno.check(result);
    }

    private static SetAttributes withoutWhatTruncationMoves(SetAttributes changes) {
        boolean moved = changes.size() != null && changes.modified() instanceof ServerTime;
        return moved ? changes.withTimes(changes.accessed(), null) : changes;
    }

    /**
     * Whether one time alone becomes "now", as Linux clients ask when they truncate. Whoever may write may do that, but
     * utimensat(2) lets only the owner, so it is checked here and done as the superuser.
     */
    private static boolean stampsOneTime(SetAttributes changes) {
        return changes.accessed() == null
                ? changes.modified() instanceof ServerTime
                : changes.modified() == null && changes.accessed() instanceof ServerTime;
    }

    private static void putTime(Syscalls calls, int index, @Nullable SetTime time) {
        switch (time) {
            case null -> calls.putTime(index, 0, Flags.UTIME_OMIT);
            case ServerTime now -> calls.putTime(index, 0, Flags.UTIME_NOW);
            case ClientTime(var instant) -> calls.putTime(index, instant.getEpochSecond(), instant.getNano());
        }
    }

    private static int orKeep(@Nullable Integer id) {
        return id == null ? -1 : id;
    }

    /** The kernel would find out as well, but only after it has done the half. */
    private static void checkOwnership(Statx stat, SetAttributes changes, Caller caller) throws VfsException {
        boolean owner = stat.uid() == caller.uid();
        if (caller.isRoot()) {
            return;
        }
        boolean ownersMatter = changes.mode() != null
                || changes.uid() != null
                || changes.gid() != null
                || changes.accessed() instanceof ClientTime
                || changes.modified() instanceof ClientTime;
        if (ownersMatter && !owner) {
            throw new VfsException(VfsError.PERM);
        }
        if (changes.uid() != null && changes.uid() != stat.uid()) {
            throw new VfsException(VfsError.PERM);
        }
        if (changes.gid() != null && changes.gid() != stat.gid() && !caller.isMember(changes.gid())) {
            throw new VfsException(VfsError.PERM);
        }
    }
}
