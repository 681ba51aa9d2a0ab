package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The one native function that reaches files: {@code syscall(2)}. It reaches every call by number, and so past the C library,
 * which spreads a change of identity over all threads of the process and lacks wrappers for the newer calls.
 *
 * <p>One function also means that start-up pays for one linkage and not for forty.
 */
final class SystemCall {
    private static final MethodHandle SYSCALL = link();

    private SystemCall() {}

    /** Memory for the error number of one thread. */
    static MemorySegment allocateErrno(Arena arena) {
        return arena.allocate(Linker.Option.captureStateLayout());
    }

    /**
     * Makes a call with up to six arguments: integers, or addresses of native memory that the caller keeps alive.
     *
     * @return what the kernel answers: not negative, or the negated error number
     */
    static long call(MemorySegment errno, long number, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) SYSCALL.invokeExact(errno, number, a, b, c, d, e, f);
            return result == -1 ? -errno.get(JAVA_INT, 0) : result;
        } catch (Throwable impossible) {
            throw new LinkageError("syscall(2) does not throw", impossible);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link() {
        MemoryLayout[] longs = new MemoryLayout[7];
        Arrays.fill(longs, JAVA_LONG);
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, longs),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(1));
    }
}
