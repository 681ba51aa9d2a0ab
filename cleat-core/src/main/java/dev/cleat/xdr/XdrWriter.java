package dev.cleat.xdr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes XDR into buffers from a pool. Large opaque data is not copied but taken over as a segment of its own, so that it
 * can go from a file's buffer to the socket in one gathering write:
 *
 * <pre>
 *   segments()   [ header … length ] [ data, by reference ] [ padding, next header … ]
 * </pre>
 *
 * Not for several threads.
 */
public final class XdrWriter {
    /** Up to this many bytes copying is cheaper than one more segment. */
    public static final int COPY_LIMIT = 8 * 1024;

    /** Further buffers double up to this many bytes. */
    private static final int GROWTH_LIMIT = 64 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final BufferPool pool;
    private final int copyLimit;
    private final List<ByteBuffer> closed = new ArrayList<>(1);
    private final List<Lease> leases = new ArrayList<>(1);
    private ByteBuffer out;
    private int segmentStart;
    private int closedBytes;

    /**
     * @param capacity how much the first buffer holds, in bytes; more are leased as needed
     */
    public XdrWriter(BufferPool pool, int capacity) {
        this(pool, capacity, COPY_LIMIT);
    }

    /**
     * @param copyLimit opaque data longer than this is kept by reference; 2^31-1 keeps what fits into the first buffer in
     *     one piece
     */
    public XdrWriter(BufferPool pool, int capacity, int copyLimit) {
        this(pool, pool.lease(capacity), copyLimit);
    }

    /**
     * @param first the first buffer, which is given back with this
     */
    public XdrWriter(BufferPool pool, Lease first, int copyLimit) {
        this.pool = pool;
        this.copyLimit = copyLimit;
        leases.add(first);
        this.out = first.buffer();
    }

    /** On the heap, for small messages. */
    public XdrWriter() {
        this(BufferPool.HEAP, 512);
    }

    /** How many bytes were written. */
    public int size() {
        return closedBytes + out.position() - segmentStart;
    }

    /** A signed or unsigned integer. */
    public void writeInt(int value) {
        room(4).putInt(value);
    }

    /** A signed or unsigned hyper integer. */
    public void writeLong(long value) {
        room(8).putLong(value);
    }

    public void writeBoolean(boolean value) {
        writeInt(value ? 1 : 0);
    }

    /** Bytes of a fixed length: no length goes before them. */
    public void writeFixedOpaque(Opaque bytes) {
        bytes.copyTo(room(bytes.length() + 3));
        pad(bytes.length());
    }

    /** Bytes preceded by their number. */
    public void writeOpaque(Opaque bytes) {
        writeInt(bytes.length());
        writeFixedOpaque(bytes);
    }

    /** Text in UTF-8, preceded by its length in bytes. */
    public void writeString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length);
        room(bytes.length + 3).put(bytes);
        pad(bytes.length);
    }

    /**
     * The remaining bytes of the buffer, preceded by their number; the buffer's position does not move. A large buffer is
     * kept by reference and must not change until this writer's segments were sent.
     */
    public void writeOpaque(ByteBuffer bytes) {
        int length = bytes.remaining();
        writeInt(length);
        if (length <= copyLimit) {
            put(room(length + 3), bytes, bytes.position(), length);
        } else {
            closeSegment();
            closed.add(bytes.slice());
            closedBytes += length;
        }
        pad(length);
    }

    /** So many bytes, which the source puts into the buffer that it is given, preceded by their number. */
    public void writeOpaque(int length, Consumer<ByteBuffer> source) {
        writeInt(length);
        source.accept(room(length + 3));
        pad(length);
    }

    /** Keeps room for four bytes that are known later. The token is valid until the segments are taken. */
    public Patch reserve() {
        ByteBuffer buffer = room(4);
        Patch patch = new Patch(buffer, buffer.position());
        buffer.putInt(0);
        return patch;
    }

    /** Four bytes to be filled in. */
    public static final class Patch {
        private final ByteBuffer buffer;
        private final int position;

        private Patch(ByteBuffer buffer, int position) {
            this.buffer = buffer;
            this.position = position;
        }

        public void set(int value) {
            buffer.putInt(position, value);
        }
    }

    /**
     * Overwrites an integer.
     *
     * @param at what {@link #size} was before it was written
     */
    public void setInt(int at, int value) {
        int start = closedBytes;
        if (at >= start) {
            out.putInt(segmentStart + at - start, value);
            return;
        }
        int i = closed.size();
        while (at < start) {
            start -= closed.get(--i).limit();
        }
        closed.get(i).putInt(at - start, value);
    }

    /**
     * Forgets what was written last. Buffers stay with this writer until it is cleared or released.
     *
     * @param size what {@link #size} is to be again
     */
    public void truncate(int size) {
        if (size >= closedBytes) {
            out.position(segmentStart + size - closedBytes);
            return;
        }
        out.position(segmentStart);
        while (closedBytes > size) {
            ByteBuffer last = closed.removeLast();
            closedBytes -= last.limit();
            if (closedBytes < size) {
                closed.add(last.slice(0, size - closedBytes));
                closedBytes = size;
            }
        }
    }

    /**
     * Copies what was written from there on.
     *
     * @param from what {@link #size} was before
     * @param target has room for it
     */
    public void copy(int from, ByteBuffer target) {
        int start = 0;
        for (ByteBuffer segment : closed) {
            int skip = Math.clamp(from - start, 0, segment.limit());
            put(target, segment, skip, segment.limit() - skip);
            start += segment.limit();
        }
        int skip = Math.max(from - start, 0);
        put(target, out, segmentStart + skip, out.position() - segmentStart - skip);
    }

    private static void put(ByteBuffer target, ByteBuffer source, int at, int length) {
        target.put(target.position(), source, at, length);
        target.position(target.position() + length);
    }

    /** Hands a lease over: it is released with this writer. */
    public void attach(Lease lease) {
        leases.add(lease);
    }

    /** All that was written, ready to be sent in this order. Nothing can be written before {@link #clear}. */
    public List<ByteBuffer> segments() {
        if (closed.isEmpty() && segmentStart == 0 && out.position() > 0) {
            // Most messages are the beginning of one buffer, and need no view of it.
            closedBytes = out.position();
            closed.add(out.flip());
            out = NOTHING;
        } else {
            closeSegment();
        }
        return closed;
    }

    /** All that was written as one fresh heap buffer. */
    public ByteBuffer toBuffer() {
        ByteBuffer whole = ByteBuffer.allocate(size());
        for (ByteBuffer segment : segments()) {
            whole.put(segment.duplicate());
        }
        return whole.flip();
    }

    /** Starts again with the first buffer and gives back all others; the segments are invalid from now on. */
    public void clear() {
        while (leases.size() > 1) {
            leases.removeLast().release();
        }
        closed.clear();
        closedBytes = 0;
        out = leases.getFirst().buffer().clear();
        segmentStart = 0;
    }

    /** Gives all buffers back; the segments are invalid from now on, and nothing more can be written before {@link #restart}. */
    public void release() {
        out = NOTHING;
        closed.clear();
        closedBytes = 0;
        segmentStart = 0;
        // Whoever is lent the first buffer next may start this writer again, at once.
        for (int i = leases.size(); i > 0; i--) {
            leases.removeLast().release();
        }
    }

    /** After {@link #release}: as if new. */
    public void restart(Lease first) {
        leases.add(first);
        out = first.buffer();
    }

    private void pad(int length) {
        int padding = -length & 3;
        ByteBuffer buffer = room(padding);
        for (int i = 0; i < padding; i++) {
            buffer.put((byte) 0);
        }
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            closeSegment();
            Lease next = pool.lease(Math.max(bytes, Math.min(2 * out.capacity(), GROWTH_LIMIT)));
            leases.add(next);
            out = next.buffer();
            segmentStart = out.position();
        }
        return out;
    }

    private void closeSegment() {
        int length = out.position() - segmentStart;
        if (length > 0) {
            closed.add(out.slice(segmentStart, length));
            closedBytes += length;
            segmentStart = out.position();
        }
    }
}
