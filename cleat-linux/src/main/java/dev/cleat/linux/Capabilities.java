package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * The capabilities(7) of a thread. They, not the user id, tell what a server may do: root in a container often lacks them,
 * and a service's own user may have been given them.
 */
final class Capabilities {
    private static final int DAC_OVERRIDE = 1;
    private static final int DAC_READ_SEARCH = 2;
    static final int FSETID = 4;
    private static final int SETGID = 6;
    private static final int SETUID = 7;
    static final int SYS_RESOURCE = 24;

    private static final int VERSION_3 = 0x20080522;

    private Capabilities() {}

    /** Whether the calling thread may take on any identity. */
    static boolean allowIdentities() {
        return has(Worker.calls(), SETUID, SETGID, DAC_OVERRIDE);
    }

    /** Whether the calling thread may do more than modes say. */
    static boolean passModes(Syscalls calls) {
        return has(calls, DAC_OVERRIDE) || has(calls, DAC_READ_SEARCH);
    }

    private static boolean has(Syscalls calls, int... capabilities) {
        MemorySegment sets = read(calls);
        for (int capability : capabilities) {
            if ((sets.get(JAVA_INT, 0) & 1 << capability) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Gives these up on the calling thread, for good. */
    static void drop(Syscalls calls, int... capabilities) {
        MemorySegment sets = read(calls);
        int keep = -1;
        for (int capability : capabilities) {
            keep &= ~(1 << capability);
        }
        sets.set(JAVA_INT, 0, sets.get(JAVA_INT, 0) & keep);
        sets.set(JAVA_INT, 4, sets.get(JAVA_INT, 4) & keep);
        MemorySegment header = calls.scratch.handle;
        calls.call(CallNumber.CAPSET, header.address(), sets.address(), 0, 0, 0, 0);
    }

    /** Two triples of effective, permitted and inheritable sets of 32 bits; those in use here are in the first. */
    private static MemorySegment read(Syscalls calls) {
        MemorySegment header = calls.scratch.handle;
        header.set(JAVA_INT, 0, VERSION_3);
        header.set(JAVA_INT, 4, 0);
        MemorySegment sets = calls.scratch.struct;
        sets.fill((byte) 0);
        calls.call(CallNumber.CAPGET, header.address(), sets.address(), 0, 0, 0, 0);
        return sets;
    }
}
