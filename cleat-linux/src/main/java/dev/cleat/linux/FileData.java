package dev.cleat.linux;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.VfsException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** Moves bytes between files and buffers: straight for direct buffers, by way of the thread's memory for others. */
final class FileData {
    private FileData() {}

    /**
     * Reads until the buffer is full or the file ends.
     *
     * @return the offset behind the last byte that was read
     */
    static long read(Syscalls calls, int fd, long offset, ByteBuffer into) throws VfsException {
        long at = offset;
        while (into.hasRemaining()) {
            // The kernel refuses ranges whose end is no offset any more; there is nothing to read there.
            int length = (int) Math.min(into.remaining(), Long.MAX_VALUE - at);
            if (length == 0) {
                return at;
            }
            long got = into.isDirect()
                    ? readDirect(calls, fd, at, into, length)
                    : readHeap(calls, fd, at, into, Math.min(length, Scratch.BULK));
            if (Errno.check(got) == 0) {
                return at;
            }
            at += got;
        }
        return at;
    }

    /**
     * Reads into a direct buffer what is in memory.
     *
     * @return the number of bytes, or the negated error number
     */
    static long readCached(Syscalls calls, int fd, long offset, ByteBuffer into) {
        try {
            int length = (int) Math.min(into.remaining(), Long.MAX_VALUE - offset);
            long got = calls.readCached(fd, MemorySegment.ofBuffer(into).address(), length, offset);
            if (got > 0) {
                into.position(into.position() + (int) got);
            }
            return got;
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    /** Writes all remaining bytes, as the caller: only so the kernel clears setuid and counts the quota rightly. */
    static void write(Worker worker, int fd, long offset, ByteBuffer data, Caller caller) throws VfsException {
        long at = offset;
        while (data.hasRemaining()) {
            long put;
            worker.become(caller);
            try {
                put = data.isDirect() ? writeDirect(worker.calls, fd, at, data) : writeHeap(worker.calls, fd, at, data);
            } finally {
                worker.service();
            }
            at += Errno.check(put);
        }
    }

    private static long readDirect(Syscalls calls, int fd, long offset, ByteBuffer into, int length) {
        try {
            long got = calls.read(fd, MemorySegment.ofBuffer(into).address(), length, offset);
            if (got > 0) {
                into.position(into.position() + (int) got);
            }
            return got;
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    private static long readHeap(Syscalls calls, int fd, long offset, ByteBuffer into, int length) {
        MemorySegment bulk = calls.scratch.bulk();
        long got = calls.read(fd, bulk.address(), length, offset);
        if (got > 0) {
            into.put(bulk.asSlice(0, got).asByteBuffer());
        }
        return got;
    }

    private static long writeDirect(Syscalls calls, int fd, long offset, ByteBuffer data) {
        try {
            long put = calls.write(fd, MemorySegment.ofBuffer(data).address(), data.remaining(), offset);
            if (put > 0) {
                data.position(data.position() + (int) put);
            }
            return put;
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    private static long writeHeap(Syscalls calls, int fd, long offset, ByteBuffer data) {
        MemorySegment bulk = calls.scratch.bulk();
        int length = Math.min(data.remaining(), Scratch.BULK);
        bulk.asSlice(0, length).asByteBuffer().put(data.slice(data.position(), length));
        long put = calls.write(fd, bulk.address(), length, offset);
        if (put > 0) {
            data.position(data.position() + (int) put);
        }
        return put;
    }
}
