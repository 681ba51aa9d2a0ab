package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.cleat.vfs.Caller;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the C library knows of users, from wherever nsswitch.conf(5) sends it: getpwuid_r(3) and getgrouplist(3). Either may wait
 * for a network.
 */
final class UserDatabase {
    private static final int ERANGE = 34;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;

    /** {@code struct passwd} where pointers have eight bytes: name, password, uid, gid, and four more pointers. */
    private static final long PASSWD_SIZE = 48;

    private static final long PASSWD_GID = 20;

    private static final int FIRST_TEXT = 1024;
    private static final int MOST_TEXT = 1 << 20;
    private static final int FIRST_GROUPS = 64;
    /** NGROUPS_MAX of the kernel, and the primary group. */
    private static final int MOST_GROUPS = 65537;

    private static final MethodHandle GETPWUID_R =
            link("getpwuid_r", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle GETGROUPLIST =
            link("getgrouplist", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));

    private UserDatabase() {}

    /**
     * The user with all groups, or null where nobody has this number.
     *
     * @throws IOException where the database does not answer
     */
    static @Nullable Caller find(int uid) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = entry(arena, uid);
            if (entry == null) {
                return null;
            }
            int gid = entry.get(JAVA_INT, PASSWD_GID);
            return new Caller(uid, gid, groups(arena, entry.get(ADDRESS, 0), gid));
        }
    }

    private static @Nullable MemorySegment entry(Arena arena, int uid) throws IOException {
        MemorySegment entry = arena.allocate(PASSWD_SIZE, 8);
        MemorySegment found = arena.allocate(ADDRESS);
        for (int size = FIRST_TEXT; ; size *= 4) {
            MemorySegment text = arena.allocate(size);
            int error = getpwuid(uid, entry, text, found);
            if (error == 0) {
                return found.get(ADDRESS, 0).address() == 0 ? null : entry;
            }
            if (error == ENOENT || error == ESRCH) { // some libraries say so, others answer nothing
                return null;
            }
            if (error != ERANGE || size >= MOST_TEXT) {
                throw new IOException("the user database does not answer, error " + error);
            }
        }
    }

    private static int[] groups(Arena arena, MemorySegment name, int gid) throws IOException {
        MemorySegment count = arena.allocate(JAVA_INT);
        for (int room = FIRST_GROUPS; room <= MOST_GROUPS; ) {
            MemorySegment groups = arena.allocate(JAVA_INT, room);
            count.set(JAVA_INT, 0, room);
            boolean all = getgrouplist(name, gid, groups, count) >= 0;
            int wanted = count.get(JAVA_INT, 0);
            if (all) {
                return IntStream.of(groups.asSlice(0, 4L * wanted).toArray(JAVA_INT))
                        .distinct()
                        .toArray();
            }
            room = Math.max(2 * room, wanted);
        }
        throw new IOException("a user in more groups than the kernel takes");
    }

    private static int getpwuid(int uid, MemorySegment entry, MemorySegment text, MemorySegment found) {
        try {
            return (int) GETPWUID_R.invokeExact(uid, entry, text, text.byteSize(), found);
        } catch (Throwable impossible) {
            throw new LinkageError("getpwuid_r(3) does not throw", impossible);
        }
    }

    private static int getgrouplist(MemorySegment name, int gid, MemorySegment groups, MemorySegment count) {
        try {
            return (int) GETGROUPLIST.invokeExact(name, gid, groups, count);
        } catch (Throwable impossible) {
            throw new LinkageError("getgrouplist(3) does not throw", impossible);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(String function, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), shape);
    }
}
