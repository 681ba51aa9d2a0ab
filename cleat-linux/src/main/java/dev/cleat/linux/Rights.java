package dev.cleat.linux;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;

/**
 * Whether a caller may read or write a file's data. Asked of the kernel in every call, never inherited from whoever opened
 * the descriptor.
 */
final class Rights {
    private Rights() {}

    /** Demands what READ needs: to read or to execute, or to be the owner (RFC 1813 §4.4). */
    static void checkRead(Worker worker, Descriptor file, Caller caller) throws VfsException {
        checkRegular(file);
        int answer = ask(worker, file, caller, Flags.R_OK);
        if (answer < 0 && ask(worker, file, caller, Flags.X_OK) < 0 && !isOwner(worker, file, caller)) {
            throw Errno.failure(answer);
        }
    }

    /** Demands what WRITE and a new size need: to write, or to be the owner (RFC 1813 §4.4). */
    static void checkWrite(Worker worker, Descriptor file, Caller caller) throws VfsException {
        checkRegular(file);
        int answer = ask(worker, file, caller, Flags.W_OK);
        if (answer < 0 && (answer != -Errno.EACCES || !isOwner(worker, file, caller))) {
            throw Errno.failure(answer);
        }
    }

    /** What of {@link Flags#R_OK}, {@link Flags#W_OK} and {@link Flags#X_OK} the kernel grants. */
    static int granted(Worker worker, Descriptor object, Caller caller) throws VfsException {
        worker.become(caller);
        try {
            int all = Flags.R_OK | Flags.W_OK | Flags.X_OK;
            if (worker.calls.access(object.fd, all) == 0) {
                return all;
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

    private static boolean isOwner(Worker worker, Descriptor object, Caller caller) throws VfsException {
        Errno.check(worker.calls.stat(object.fd));
        return worker.calls.scratch.stat.uid() == caller.uid();
    }

    static void checkRegular(Descriptor file) throws VfsException {
        if (!file.isRegular()) {
            throw new VfsException(file.isDirectory() ? VfsError.ISDIR : VfsError.INVAL);
        }
    }
}
