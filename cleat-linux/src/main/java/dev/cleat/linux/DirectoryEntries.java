package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Goes through an open directory, entry by entry, "." and ".." as well: the records that {@code getdents64(2)} leaves in the
 * thread's bulk memory, which nobody else may use meanwhile.
 */
final class DirectoryEntries {
    private static final int FIRST_READ = 4096;
    private static final int OFFSET = 8;
    private static final int LENGTH = 16;
    private static final int NAME = 19;

    private final Syscalls calls;
    private final MemorySegment memory;
    private final ByteBuffer bytes;
    private final int fd;

    private int room;
    private int taken;
    private int at;
    private int next;
    private int end;

    /**
     * @param room how many bytes to read at first: what is read and not used is read again by the next page
     */
    DirectoryEntries(Syscalls calls, int fd, int room) {
        this.room = Math.clamp(room, FIRST_READ, Scratch.BULK);
        this.calls = calls;
        this.memory = calls.scratch.bulk();
        this.bytes = memory.asByteBuffer();
        this.fd = fd;
    }

    /** Steps to the next entry; false where there is none. */
    boolean next() throws VfsException {
        if (next == end) {
            taken += end;
            end = Errno.check(calls.entries(fd, room));
            room = Math.clamp(2L * taken, FIRST_READ, Scratch.BULK);
            next = 0;
            if (end == 0) {
                return false;
            }
        }
        at = next;
        next += Short.toUnsignedInt(memory.get(JAVA_SHORT_UNALIGNED, at + LENGTH));
        return true;
    }

    /** Whether a further entry has to be read first. */
    boolean isDrained() {
        return next == end;
    }

    /** How many bytes of entries were gone through. */
    int bytesTaken() {
        return taken + at;
    }

    Name name() {
        return Name.of(bytes.limit(at + NAME + nameLength()).position(at + NAME));
    }

    /**
     * Copies the name to a place in an array that has room for it.
     *
     * @return its length, in bytes
     */
    int copyName(byte[] target, int place) {
        int length = nameLength();
        bytes.clear().get(at + NAME, target, place, length);
        return length;
    }

    private int nameLength() {
        int length = 0;
        while (memory.get(JAVA_BYTE, at + NAME + length) != 0) {
            length++;
        }
        return length;
    }

    /** Whether it is "." or "..". */
    boolean isDots() {
        return memory.get(JAVA_BYTE, at + NAME) == '.'
                && (memory.get(JAVA_BYTE, at + NAME + 1) == 0
                        || (memory.get(JAVA_BYTE, at + NAME + 1) == '.' && memory.get(JAVA_BYTE, at + NAME + 2) == 0));
    }

    long inode() {
        return memory.get(JAVA_LONG_UNALIGNED, at);
    }

    /** Where the entry behind this one is read. */
    long offset() {
        return memory.get(JAVA_LONG_UNALIGNED, at + OFFSET);
    }

    /** Whether it is worth a closer look, when an inode number is sought; 0 where that is not known. */
    boolean mayBe(long inode, boolean reliable) {
        return inode == 0 || !reliable || inode() == inode;
    }
}
