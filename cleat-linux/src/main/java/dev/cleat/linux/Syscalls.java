package dev.cleat.linux;

import static dev.cleat.linux.Flags.AT_EMPTY_PATH;
import static dev.cleat.linux.Flags.AT_FDCWD;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsException;
import java.lang.foreign.MemorySegment;

/**
 * The system calls on files, for one thread. Each answers as the kernel does: not negative, or the negated error number.
 * Nothing here decides anything.
 *
 * <p>Objects are named by a descriptor, or by a descriptor of their directory and a single name; never by a path. A name too
 * long for the kernel is the only thing thrown.
 */
final class Syscalls {
    /** The kernel keeps to the directory, whatever somebody else makes of the name in the meantime. */
    private static final long STRICTLY_BENEATH =
            Flags.RESOLVE_BENEATH | Flags.RESOLVE_NO_SYMLINKS | Flags.RESOLVE_NO_MAGICLINKS;

    private static final int OPEN_HOW_SIZE = 24;

    final Scratch scratch = new Scratch();

    private final MemorySegment errno = scratch.errno;
    private final long firstName = scratch.firstName.address();
    private final long secondName = scratch.secondName.address();
    private final long path = scratch.path.address();
    private final long struct = scratch.struct.address();

    long call(long number, long a, long b, long c, long d, long e, long f) {
        return SystemCall.call(errno, number, a, b, c, d, e, f);
    }

    private int call(long number, long a, long b, long c, long d) {
        return call(number, a, b, c, d, 0);
    }

    private int call(long number, long a, long b, long c, long d, long e) {
        int result = (int) SystemCall.call(errno, number, a, b, c, d, e, 0);
        while (result == -Errno.EMFILE && DescriptorBudget.relieve()) {
            result = (int) SystemCall.call(errno, number, a, b, c, d, e, 0);
        }
        return result;
    }

    private void putFirst(Name name) throws VfsException {
        Scratch.put(name, scratch.firstName);
    }

    /** Opens an entry of a directory. ".." and final links are refused, but a link can be named by {@link Flags#NAME_ONLY}. */
    int open(int directory, Name name, int flags, int mode, int resolve) throws VfsException {
        putFirst(name);
        MemorySegment how = scratch.struct;
        how.set(JAVA_LONG, 0, flags);
        how.set(JAVA_LONG, 8, mode);
        how.set(JAVA_LONG, 16, STRICTLY_BENEATH | resolve);
        return call(CallNumber.OPENAT2, directory, firstName, struct, OPEN_HOW_SIZE);
    }

    /** Names an object by several names, none of which may be a link. */
    int openBeneath(int directory, byte[] relative) throws VfsException {
        Scratch.put(Name.of(relative), scratch.path);
        MemorySegment how = scratch.struct;
        how.set(JAVA_LONG, 0, Flags.NAME_ONLY);
        how.set(JAVA_LONG, 8, 0);
        how.set(JAVA_LONG, 16, STRICTLY_BENEATH);
        return call(CallNumber.OPENAT2, directory, path, struct, OPEN_HOW_SIZE);
    }

    int openParent(int directory) {
        scratch.firstName.setString(0, "..");
        return call(CallNumber.OPENAT, directory, firstName, Flags.NAME_ONLY | CallNumber.O_DIRECTORY, 0);
    }

    /** Opens a file without a name in this directory. */
    int openUnnamed(int directory, int mode) {
        scratch.firstName.setString(0, ".");
        return call(CallNumber.OPENAT, directory, firstName, Flags.O_TMPFILE | Flags.O_RDWR | Flags.O_CLOEXEC, mode);
    }

    /** Opens by a path that the administrator gave; links in it are followed. */
    int openPath(byte[] bytes, int flags) throws VfsException {
        Scratch.put(Name.of(bytes), scratch.path);
        return call(CallNumber.OPENAT, AT_FDCWD, path, flags | Flags.O_CLOEXEC, 0);
    }

    /** Opens the object behind a descriptor once more, with the rights that the thread has now. */
    int reopen(int descriptor, int flags) {
        long link = Scratch.putDescriptorPath(descriptor, scratch.firstName);
        return call(CallNumber.OPENAT, AT_FDCWD, link, flags | Flags.O_CLOEXEC, 0);
    }

    void close(int descriptor) {
        call(CallNumber.CLOSE, descriptor, 0, 0, 0);
    }

    /** Fills {@link Scratch#stat}. */
    int stat(int descriptor) {
        scratch.firstName.set(JAVA_BYTE, 0, (byte) 0);
        return call(CallNumber.STATX, descriptor, firstName, AT_EMPTY_PATH, Statx.MASK, scratch.stat.address());
    }

    /** As {@link #stat}; but asks whoever really keeps the object. */
    int statAfresh(int descriptor) {
        scratch.firstName.set(JAVA_BYTE, 0, (byte) 0);
        int flags = AT_EMPTY_PATH | Flags.AT_STATX_FORCE_SYNC;
        return call(CallNumber.STATX, descriptor, firstName, flags, Statx.MASK, scratch.stat.address());
    }

    /** Fills {@link Scratch#stat} for an entry of a directory. */
    int stat(int directory, Name name) throws VfsException {
        putFirst(name);
        int flags = Flags.AT_SYMLINK_NOFOLLOW;
        return call(CallNumber.STATX, directory, firstName, flags, Statx.MASK, scratch.stat.address());
    }

    int access(int descriptor, int rights) {
        scratch.firstName.set(JAVA_BYTE, 0, (byte) 0);
        return call(CallNumber.FACCESSAT2, descriptor, firstName, rights, AT_EMPTY_PATH | Flags.AT_EACCESS);
    }

    /** Whether others than owner and group are named in who may do what. */
    boolean hasAccessList(int descriptor) {
        long link = Scratch.putDescriptorPath(descriptor, scratch.firstName);
        int answer = call(CallNumber.GETXATTR, link, scratch.accessListName.address(), 0, 0);
        return answer != -Errno.ENODATA && answer != -Errno.EOPNOTSUPP;
    }

    long read(int descriptor, long address, long length, long offset) {
        return call(CallNumber.PREAD64, descriptor, address, length, offset, 0, 0);
    }

    /** Reads what is in memory and does not wait for the rest: {@link Errno#EAGAIN}. */
    long readCached(int descriptor, long address, long length, long offset) {
        MemorySegment vector = scratch.struct;
        vector.set(JAVA_LONG, 0, address);
        vector.set(JAVA_LONG, 8, length);
        return call(CallNumber.PREADV2, descriptor, struct, 1, offset, 0, Flags.RWF_NOWAIT);
    }

    long write(int descriptor, long address, long length, long offset) {
        return call(CallNumber.PWRITE64, descriptor, address, length, offset, 0, 0);
    }

    long truncate(int descriptor, long size) {
        return call(CallNumber.FTRUNCATE, descriptor, size, 0, 0);
    }

    int sync(int descriptor) {
        return call(CallNumber.FSYNC, descriptor, 0, 0, 0);
    }

    int syncVolume(int descriptor) {
        return call(CallNumber.SYNCFS, descriptor, 0, 0, 0);
    }

    /** Puts a link's target into {@link Scratch#path}; answers its length. */
    int readLink(int descriptor) {
        scratch.firstName.set(JAVA_BYTE, 0, (byte) 0);
        return call(CallNumber.READLINKAT, descriptor, firstName, path, Scratch.PATH_MAX);
    }

    /** Puts the path of an open object into {@link Scratch#path}; answers its length. */
    int descriptorPath(int descriptor) {
        long link = Scratch.putDescriptorPath(descriptor, scratch.firstName);
        return call(CallNumber.READLINKAT, AT_FDCWD, link, path, Scratch.PATH_MAX);
    }

    int makeDirectory(int directory, Name name, int mode) throws VfsException {
        putFirst(name);
        return call(CallNumber.MKDIRAT, directory, firstName, mode, 0);
    }

    /**
     * @param mode type and permission bits
     */
    int makeSpecial(int directory, Name name, int mode, int major, int minor) throws VfsException {
        putFirst(name);
        // The kernel's encoding: the minor number's upper bits stand above the major number.
        long device = (minor & 0xffL) | ((long) major << 8) | ((minor & 0xfff00L) << 12);
        return call(CallNumber.MKNODAT, directory, firstName, mode, device);
    }

    int makeLink(int directory, Name name, Name target) throws VfsException {
        putFirst(name);
        Scratch.put(target, scratch.path);
        return call(CallNumber.SYMLINKAT, path, directory, firstName, 0);
    }

    /** Gives the object behind a descriptor a name. */
    int link(int descriptor, int directory, Name name) throws VfsException {
        putFirst(name);
        // AT_EMPTY_PATH would be simpler, but the kernel keeps it to those who may read everything.
        long source = Scratch.putDescriptorPath(descriptor, scratch.secondName);
        return call(CallNumber.LINKAT, AT_FDCWD, source, directory, firstName, Flags.AT_SYMLINK_FOLLOW);
    }

    /**
     * @param flags 0 or {@link Flags#AT_REMOVEDIR}
     */
    int remove(int directory, Name name, int flags) throws VfsException {
        putFirst(name);
        return call(CallNumber.UNLINKAT, directory, firstName, flags, 0);
    }

    int rename(int fromDirectory, Name from, int toDirectory, Name to) throws VfsException {
        putFirst(from);
        Scratch.put(to, scratch.secondName);
        return call(CallNumber.RENAMEAT2, fromDirectory, firstName, toDirectory, secondName, 0);
    }

    int changeMode(int descriptor, int mode) {
        long link = Scratch.putDescriptorPath(descriptor, scratch.firstName);
        return call(CallNumber.FCHMODAT, AT_FDCWD, link, mode, 0);
    }

    /**
     * @param uid or -1 to keep it
     * @param gid or -1 to keep it
     */
    int changeOwner(int descriptor, int uid, int gid) {
        scratch.firstName.set(JAVA_BYTE, 0, (byte) 0);
        return call(CallNumber.FCHOWNAT, descriptor, firstName, uid, gid, AT_EMPTY_PATH);
    }

    /**
     * Says what {@link #changeTimes} is to set.
     *
     * @param index 0 for the time of access, 1 for that of modification
     * @param nanos may be {@link Flags#UTIME_NOW} or {@link Flags#UTIME_OMIT}
     */
    void putTime(int index, long seconds, long nanos) {
        scratch.struct.setAtIndex(JAVA_LONG, 2L * index, seconds);
        scratch.struct.setAtIndex(JAVA_LONG, 2L * index + 1, nanos);
    }

    int changeTimes(int descriptor) {
        scratch.firstName.set(JAVA_BYTE, 0, (byte) 0);
        return call(CallNumber.UTIMENSAT, descriptor, firstName, struct, AT_EMPTY_PATH);
    }

    long seek(int descriptor, long position) {
        return call(CallNumber.LSEEK, descriptor, position, 0, 0, 0, 0);
    }

    /** Puts directory entries into {@link Scratch#bulk}; answers their length. */
    int entries(int descriptor, int room) {
        return call(CallNumber.GETDENTS64, descriptor, scratch.bulk().address(), room, 0);
    }

    /** The time that the kernel dates changes with, in nanoseconds. */
    long coarseTime() {
        call(CallNumber.CLOCK_GETTIME, Flags.CLOCK_REALTIME_COARSE, struct, 0, 0);
        return scratch.struct.get(JAVA_LONG, 0) * 1_000_000_000 + scratch.struct.get(JAVA_LONG, 8);
    }

    /** Fills {@link Scratch#struct} with {@code struct statfs}. */
    int volume(int descriptor) {
        return call(CallNumber.FSTATFS, descriptor, struct, 0, 0);
    }

    int control(int descriptor, long request, MemorySegment argument) {
        return call(CallNumber.IOCTL, descriptor, request, argument.address(), 0);
    }

    /** Puts the handle of an entry of a directory into {@link Scratch#handle}. */
    int handle(int directory, Name name, int room) throws VfsException {
        putFirst(name);
        scratch.handle.set(JAVA_INT, 0, room);
        return call(CallNumber.NAME_TO_HANDLE_AT, directory, firstName, scratch.handle.address(), struct, 0);
    }

    /**
     * Puts the kernel's handle into {@link Scratch#handle} behind its length and type.
     *
     * @param room for the handle, in bytes
     * @param flags 0 or {@link Flags#AT_HANDLE_FID}
     */
    int handle(int descriptor, int room, int flags) {
        scratch.firstName.set(JAVA_BYTE, 0, (byte) 0);
        scratch.handle.set(JAVA_INT, 0, room);
        long address = scratch.handle.address();
        return call(CallNumber.NAME_TO_HANDLE_AT, descriptor, firstName, address, struct, AT_EMPTY_PATH | flags);
    }

    /** Opens by the kernel's handle in {@link Scratch#handle}. */
    int openHandle(int mount, int flags) {
        return call(CallNumber.OPEN_BY_HANDLE_AT, mount, scratch.handle.address(), flags | Flags.O_CLOEXEC, 0);
    }
}
