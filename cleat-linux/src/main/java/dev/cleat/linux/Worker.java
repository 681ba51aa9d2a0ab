package dev.cleat.linux;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.VfsException;
import java.util.ArrayDeque;

/**
 * What this back end keeps for a thread of the operating system: memory for its calls, and whom the kernel takes it for.
 *
 * <p>The server's own threads are prepared once and stay prepared. On any other thread everything is put back when the call
 * ends, at the price of some ten system calls.
 */
final class Worker {
    private static final ThreadLocal<Worker> CURRENT = ThreadLocal.withInitial(Worker::new);

    final Syscalls calls = new Syscalls();

    private final boolean serving = Thread.currentThread() instanceof ServingThread;
    private final Identity identity = new Identity(calls);
    private final ArrayDeque<FileId> opening = new ArrayDeque<>();
    /** Whether modes bind the process itself. */
    private final boolean boundByModes = !Capabilities.passModes(calls);

    private boolean switching;
    private boolean prepared;
    private boolean ownUmask;
    private int hostUmask = -1;

    private Worker() {}

    /**
     * The calling thread's. Every call is closed by {@link #leave}.
     *
     * @param switching whether it is to act with the callers' identities
     * @throws IllegalStateException on a virtual thread, which would carry one caller's rights into another's call
     */
    static Worker enter(boolean switching) {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException(
                    "the Linux back end changes its thread's identity: call it on platform threads");
        }
        Worker worker = CURRENT.get();
        worker.switching = switching;
        if (switching && !worker.prepared) {
            worker.prepare();
        }
        return worker;
    }

    /** The calling thread's, for calls that need no rights. */
    static Syscalls calls() {
        return CURRENT.get().calls;
    }

    /**
     * What the thread is about to find by its place, the innermost first: what the host has moved about may be remembered as
     * lying in itself.
     */
    ArrayDeque<FileId> opening() {
        return opening;
    }

    /** Whether it acts with the callers' identities. */
    boolean isSwitching() {
        return switching;
    }

    /** Whether the process may only do what modes and access lists say. */
    boolean isBoundByModes() {
        return boundByModes;
    }

    void leave() {
        if (!serving) {
            putBack();
        }
    }

    /** From here to {@link #service} the thread acts as the caller, where this back end can do that. */
    void become(Caller caller) throws VfsException {
        if (switching) {
            identity.become(caller);
        }
    }

    void service() {
        if (switching) {
            identity.service();
        }
    }

    /**
     * Sees to it that new objects get exactly the mode that is asked for.
     *
     * @return false where the kernel does not allow that: the mode is then to be set once more
     */
    boolean clearUmask() {
        if (!ownUmask && hostUmask < 0) {
            // The mask belongs to the whole process until the thread has one of its own.
            if (calls.call(CallNumber.UNSHARE, Flags.CLONE_FS, 0, 0, 0, 0, 0) != 0) {
                return false;
            }
            hostUmask = (int) calls.call(CallNumber.UMASK, 0, 0, 0, 0, 0, 0);
            ownUmask = serving;
        }
        return true;
    }

    private void prepare() {
        if (serving) {
            // The first would pass quotas and reserved blocks, the second leave setuid standing after a write.
            Capabilities.drop(calls, Capabilities.SYS_RESOURCE, Capabilities.FSETID);
        }
        identity.begin();
        prepared = true;
    }

    private void putBack() {
        if (prepared) {
            identity.end();
            prepared = false;
        }
        if (hostUmask >= 0) {
            calls.call(CallNumber.UMASK, hostUmask, 0, 0, 0, 0, 0);
            hostUmask = -1;
        }
    }
}
