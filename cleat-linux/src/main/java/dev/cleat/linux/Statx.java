package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Stamp;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;

/** The answer of the latest {@code statx(2)} of a thread. */
final class Statx {
    static final int SIZE = 256;

    private static final int BASIC = 0x7ff;
    private static final int BIRTH = 0x800;
    private static final int MOUNT = 0x1000;
    private static final int ENCRYPTED = 0x800;
    /** What is asked for. */
    static final int MASK = BASIC | BIRTH | MOUNT;

    /** What was answered lately, by any thread: it never changes, so that whoever sees it may use it. */
    private static final Instant[] TIMES = new Instant[256];

    static {
        Arrays.fill(TIMES, Instant.EPOCH);
    }

    private final MemorySegment memory;

    Statx(MemorySegment memory) {
        this.memory = memory;
    }

    long address() {
        return memory.address();
    }

    int links() {
        return memory.get(JAVA_INT, 16);
    }

    int uid() {
        return memory.get(JAVA_INT, 20);
    }

    int gid() {
        return memory.get(JAVA_INT, 24);
    }

    /** Type and permission bits. */
    int mode() {
        return Short.toUnsignedInt(memory.get(JAVA_SHORT, 28));
    }

    /** One of the {@code S_IF} constants. */
    int format() {
        return mode() & Flags.S_IFMT;
    }

    long inode() {
        return memory.get(JAVA_LONG, 32);
    }

    long size() {
        return memory.get(JAVA_LONG, 40);
    }

    /** When the object was made, as one number that is unlikely to repeat; 0 where the file system does not know. */
    int birth() {
        if ((memory.get(JAVA_INT, 0) & BIRTH) == 0) {
            return 0;
        }
        long seconds = memory.get(JAVA_LONG, 80);
        return (int) (seconds * 1_000_000_007L) + memory.get(JAVA_INT, 88);
    }

    /** When contents or attributes last changed, in nanoseconds. */
    long changedNanos() {
        return memory.get(JAVA_LONG, 96) * 1_000_000_000 + memory.get(JAVA_INT, 104);
    }

    /** When contents last changed, in nanoseconds. */
    long modifiedNanos() {
        return memory.get(JAVA_LONG, 112) * 1_000_000_000 + memory.get(JAVA_INT, 120);
    }

    /** Whether names and contents can only be told with a key. */
    boolean isEncrypted() {
        return (memory.get(JAVA_LONG, 8) & ENCRYPTED) != 0;
    }

    /** Major and minor number of the file system's device: unique now, another one after the next boot. */
    long device() {
        return ((long) memory.get(JAVA_INT, 136) << 32) | Integer.toUnsignedLong(memory.get(JAVA_INT, 140));
    }

    int mount() {
        return (int) memory.get(JAVA_LONG, 144);
    }

    /** Whether the kernel tells {@link #mount}: it does since Linux 5.8. */
    boolean knowsMount() {
        return (memory.get(JAVA_INT, 0) & MOUNT) != 0;
    }

    boolean isDirectory() {
        return format() == Flags.S_IFDIR;
    }

    Attributes attributes(long fsid) {
        int mode = mode();
        return new Attributes(
                type(mode & Flags.S_IFMT),
                mode & Attributes.MODE_MASK,
                Math.max(links(), 1),
                uid(),
                gid(),
                size(),
                memory.get(JAVA_LONG, 48) * 512,
                deviceNumber(),
                fsid,
                inode(),
                time(64),
                time(112),
                time(96));
    }

    Stamp stamp() {
        return new Stamp(size(), time(112), time(96));
    }

    private Device deviceNumber() {
        int major = memory.get(JAVA_INT, 128);
        int minor = memory.get(JAVA_INT, 132);
        return (major | minor) == 0 ? Device.NONE : new Device(major, minor);
    }

    /** The one that was answered before, where it was the same lately: often it was. */
    private Instant time(int offset) {
        long seconds = memory.get(JAVA_LONG, offset);
        int nanoseconds = memory.get(JAVA_INT, offset + 8);
        int place = (int) (seconds ^ nanoseconds ^ (nanoseconds >>> 12)) & (TIMES.length - 1);
        Instant before = TIMES[place];
        if (before.getEpochSecond() == seconds && before.getNano() == nanoseconds) {
            return before;
        }
        Instant time = Instant.ofEpochSecond(seconds, nanoseconds);
        TIMES[place] = time;
        return time;
    }

    static FileType type(int format) {
        return switch (format) {
            case Flags.S_IFDIR -> FileType.DIRECTORY;
            case Flags.S_IFLNK -> FileType.SYMBOLIC_LINK;
            case Flags.S_IFBLK -> FileType.BLOCK_DEVICE;
            case Flags.S_IFCHR -> FileType.CHARACTER_DEVICE;
            case Flags.S_IFIFO -> FileType.FIFO;
            case Flags.S_IFSOCK -> FileType.SOCKET;
            default -> FileType.REGULAR;
        };
    }
}
