package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Native memory of one thread for the arguments and results of its calls: allocated once, as an arena per call would cost more than the call. */
final class Scratch {
    static final int NAME_MAX = 255;
    static final int PATH_MAX = 4096;
    static final int BULK = 64 * 1024;

    private static final int NAME_SIZE = 256;
    private static final int SMALL = 128;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment block = arena.allocate(2 * NAME_SIZE + PATH_MAX + Statx.SIZE + 2 * SMALL, 8);

    final MemorySegment errno = SystemCall.allocateErrno(arena);
    final MemorySegment firstName = block.asSlice(0, NAME_SIZE);
    final MemorySegment secondName = block.asSlice(NAME_SIZE, NAME_SIZE);
    final MemorySegment path = block.asSlice(2 * NAME_SIZE, PATH_MAX);
    final Statx stat = new Statx(block.asSlice(2 * NAME_SIZE + PATH_MAX, Statx.SIZE));
    /** For whatever small structure the next call takes. */
    final MemorySegment struct = block.asSlice(2 * NAME_SIZE + PATH_MAX + Statx.SIZE, SMALL);

    final MemorySegment handle = block.asSlice(2 * NAME_SIZE + PATH_MAX + Statx.SIZE + SMALL, SMALL);

    final MemorySegment accessListName = arena.allocateFrom("system.posix_acl_access");

    private @Nullable MemorySegment bulk;

    /** For directory entries, and for data on its way from and to buffers on the heap. */
    MemorySegment bulk() {
        MemorySegment present = bulk;
        if (present == null) {
            present = arena.allocate(BULK, 8);
            bulk = present;
        }
        return present;
    }

    /** Writes a name and its final zero. The kernel's limit is checked here, where there is room for no more. */
    static void put(Name name, MemorySegment target) throws VfsException {
        int length = name.length();
        if (length >= target.byteSize()) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        for (int i = 0; i < length; i++) {
            target.set(JAVA_BYTE, i, name.byteAt(i));
        }
        target.set(JAVA_BYTE, length, (byte) 0);
    }

    /** Writes the path under which this process finds its own open descriptors. */
    static long putDescriptorPath(int descriptor, MemorySegment target) {
        byte[] prefix = DESCRIPTORS;
        MemorySegment.copy(prefix, 0, target, JAVA_BYTE, 0, prefix.length);
        int end = prefix.length + digits(descriptor);
        target.set(JAVA_BYTE, end, (byte) 0);
        int rest = descriptor;
        for (int at = end - 1; at >= prefix.length; at--) {
            target.set(JAVA_BYTE, at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return target.address();
    }

    private static final byte[] DESCRIPTORS = "/proc/self/fd/".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static int digits(int number) {
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
