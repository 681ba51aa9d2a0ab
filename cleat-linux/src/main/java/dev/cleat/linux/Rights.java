package dev.cleat.linux;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;

/**
 * What a caller may do with an object: asked in every call, never inherited from whoever opened the descriptor.
 *
 * <p>On local file systems owner, group and mode decide, unless the object has an access list; there the answer is worked out
 * from what {@code statx(2)} has just said, which spares two changes of identity. In all other cases the kernel is asked.
 */
final class Rights {
    private static final int ALL = Flags.R_OK | Flags.W_OK | Flags.X_OK;
    private static final int UNDECIDED = -1;

    private Rights() {}

    /** Demands what READ needs: to read or to execute, or to be the owner (RFC 1813 §4.4). */
    static void checkRead(Worker worker, Descriptor file, Statx stat, Caller caller) throws VfsException {
        checkRegular(file);
        boolean owner = stat.uid() == caller.uid();
        if (owner
                || hasByMode(worker, file, stat, caller, Flags.R_OK)
                || hasByMode(worker, file, stat, caller, Flags.X_OK)) {
            return;
        }
        int answer = ask(worker, file, caller, Flags.R_OK);
        if (answer < 0 && ask(worker, file, caller, Flags.X_OK) < 0) {
            throw Errno.failure(answer);
        }
    }

    /** Demands what WRITE and a new size need: to write, or to be the owner (RFC 1813 §4.4). */
    static void checkWrite(Worker worker, Descriptor file, Statx stat, Caller caller) throws VfsException {
        checkRegular(file);
        boolean owner = stat.uid() == caller.uid();
        if (!owner && !hasByMode(worker, file, stat, caller, Flags.W_OK)) {
            Errno.check(ask(worker, file, caller, Flags.W_OK));
        }
    }

    /** Demands what a listing needs. */
    static void checkList(Worker worker, Descriptor directory, Statx stat, Caller caller) throws VfsException {
        if (!hasByMode(worker, directory, stat, caller, Flags.R_OK)) {
            Errno.check(ask(worker, directory, caller, Flags.R_OK));
        }
    }

    /** Whether the service finds in a directory what the caller finds there: it may certainly search it, or the two are one. */
    static boolean serviceMaySearch(Worker worker, Descriptor directory, Statx stat, Caller caller) {
        return !worker.isSwitching() || hasByMode(worker, directory, stat, caller, Flags.X_OK);
    }

    /** Whether the caller certainly may, as far as that can be told without the kernel. */
    static boolean hasByMode(Worker worker, Descriptor object, Statx stat, Caller caller, int right) {
        int granted = byMode(worker, object, stat, caller);
        return granted != UNDECIDED && (granted & right) != 0;
    }

    /** What of {@link Flags#R_OK}, {@link Flags#W_OK} and {@link Flags#X_OK} the caller has. */
    static int granted(Worker worker, Descriptor object, Statx stat, Caller caller) throws VfsException {
        int granted = byMode(worker, object, stat, caller);
        if (granted == UNDECIDED) {
            return worker.isSwitching() ? askAll(worker, object, caller) : askSelf(worker, object, stat, caller);
        }
        // The mode does not tell that the file system is read-only, or the file immutable.
        boolean unwritable = (granted & Flags.W_OK) != 0 && worker.calls.access(object.fd, Flags.W_OK) < 0;
        return unwritable ? granted & ~Flags.W_OK : granted;
    }

    /**
     * What the process itself may do. The mode says what to ask for, so that one question mostly does; it decides where it
     * denies something, unless the kernel may know better.
     */
    private static int askSelf(Worker worker, Descriptor object, Statx stat, Caller self) throws VfsException {
        if (!worker.isBoundByModes() || !object.hasPlainMode(worker.calls, stat)) {
            return askAll(worker, object, self);
        }
        int shift = stat.uid() == self.uid() ? 6 : self.isMember(stat.gid()) ? 3 : 0;
        int mode = stat.mode();
        int expected = mode >> shift & ALL;
        // In a name space of users, somebody who has no number there looks like anybody else who has none.
        boolean lessThanOthers = ((mode | mode >> 3) & ALL & ~expected) != 0;
        boolean certain = !lessThanOthers && worker.calls.access(object.fd, expected) == 0;
        return certain ? expected : askAll(worker, object, self);
    }

    private static int byMode(Worker worker, Descriptor object, Statx stat, Caller caller) {
        if (!worker.isSwitching() || !object.hasPlainMode(worker.calls, stat)) {
            return UNDECIDED;
        }
        int mode = stat.mode();
        if (caller.isRoot()) {
            return stat.isDirectory() || (mode & 0111) != 0 ? ALL : Flags.R_OK | Flags.W_OK;
        }
        if (stat.uid() == caller.uid()) {
            return mode >> 6 & ALL;
        }
        return caller.isMember(stat.gid()) ? mode >> 3 & ALL : mode & ALL;
    }

    private static int askAll(Worker worker, Descriptor object, Caller caller) throws VfsException {
        worker.become(caller);
        try {
            if (worker.calls.access(object.fd, ALL) == 0) {
                return ALL;
            }
            int granted = 0;
            for (int right = Flags.R_OK; right > 0; right >>= 1) {
                if (worker.calls.access(object.fd, right) == 0) {
                    granted |= right;
                }
            }
            return granted;
        } finally {
            worker.service();
        }
    }

    private static int ask(Worker worker, Descriptor object, Caller caller, int right) throws VfsException {
        worker.become(caller);
        try {
            return worker.calls.access(object.fd, right);
        } finally {
            worker.service();
        }
    }

    private static void checkRegular(Descriptor file) throws VfsException {
        if (!file.isRegular()) {
            throw new VfsException(file.isDirectory() ? VfsError.ISDIR : VfsError.INVAL);
        }
    }
}
