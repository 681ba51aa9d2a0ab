package dev.cleat.rpc.transport;

import dev.cleat.xdr.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection's stream into records (RFC 5531 §11).
 *
 * <pre>
 *   [ mark ][ fragment ][ mark ][ fragment ] …
 *     last bit, 31 bits of length
 * </pre>
 *
 * A record that lies whole in what one read gave is delivered from there, without a copy. Only a record that does not gets a
 * buffer of its own, of the size that its mark announces, and the rest of it is read straight into that. Between records a
 * connection holds no buffer. Belongs to its event thread.
 */
final class RecordReader {
    private static final int RECORDS_PER_TURN = 32;
    /** No client cuts its records finer; more means that somebody plays. */
    private static final int MAX_FRAGMENTS = 4096;
    /** After a record of at least this size the next is expected to be large too, and little of it is read before its mark is known. */
    private static final int BULK = 16 * 1024;

    private static final int BEFORE_BULK = 4 * 1024;

    /** What is to be done next. */
    enum Next {
        /** Wait for more bytes. */
        READ,
        /** More records are here already. */
        GO_ON,
        /** The stream has ended. */
        END
    }

    private final TcpConnection connection;
    private final int limit;
    /** Received, and not looked at yet. */
    private @Nullable Lease left;
    /** The record that is being put together. */
    private @Nullable Lease record;

    private int filled;
    private int mark;
    private int markBytes;
    private int missing;
    private int fragments;
    private int budget;
    private boolean bulk;
    private int delivered;

    RecordReader(TcpConnection connection, int limit) {
        this.connection = connection;
        this.limit = limit;
    }

    /** Whether the beginning of a record is here. */
    boolean inRecord() {
        return markBytes > 0 || fragments > 0;
    }

    /** Whether records may be here that were not looked at. */
    boolean hasLeft() {
        return left != null;
    }

    /** How many records the last turn delivered. */
    int delivered() {
        return delivered;
    }

    /**
     * Reads and delivers some records, so that other connections have their turns too.
     *
     * @throws IOException if the connection is broken or breaks the protocol
     */
    Next turn(EventLoop loop, ReadableByteChannel channel) throws IOException {
        budget = RECORDS_PER_TURN;
        delivered = 0;
        Lease before = left;
        if (before != null) {
            if (!consume(before.buffer())) {
                return Next.GO_ON;
            }
            left = null;
            before.release();
        }
        while (budget > 0 && connection.hasRoom()) {
            if (record != null && missing > 0) {
                int count = fill(record.buffer(), channel);
                if (missing > 0) {
                    return count < 0 ? Next.END : Next.READ;
                }
                continue;
            }
            ByteBuffer received = loop.received().clear();
            if (bulk) {
                received.limit(BEFORE_BULK);
            }
            int count = channel.read(received);
            if (count <= 0) {
                return count < 0 ? Next.END : Next.READ;
            }
            boolean mayBeMore = !received.hasRemaining();
            if (!consume(received.flip())) {
                keep(loop, received);
                return Next.GO_ON;
            }
            if (!mayBeMore) {
                return Next.READ;
            }
        }
        return Next.READ;
    }

    private int fill(ByteBuffer into, ReadableByteChannel channel) throws IOException {
        into.limit(filled + missing).position(filled);
        int count = channel.read(into);
        if (count > 0) {
            filled += count;
            missing -= count;
            if (missing == 0) {
                fragmentEnded();
            }
        }
        return count;
    }

    /** Takes in what was received; false if some of it had to be left. */
    private boolean consume(ByteBuffer in) throws IOException {
        while (true) {
            if (missing > 0) {
                if (!copy(in)) {
                    return true;
                }
            } else if (!in.hasRemaining()) {
                return true;
            } else if (budget == 0 || !connection.hasRoom()) {
                return false;
            } else if (!readMark(in)) {
                return true;
            } else {
                beginFragment(in);
            }
        }
    }

    /** Takes bytes for the fragment that is being put together; false if some are still missing. */
    private boolean copy(ByteBuffer in) {
        Lease target = record;
        int count = Math.min(missing, in.remaining());
        if (target != null && count > 0) {
            target.buffer().limit(filled + count).put(filled, in, in.position(), count);
            in.position(in.position() + count);
            filled += count;
            missing -= count;
        }
        if (missing == 0) {
            fragmentEnded();
        }
        return missing == 0;
    }

    /** Takes bytes of a mark; false if some are still missing. */
    private boolean readMark(ByteBuffer in) {
        while (markBytes < RecordMark.BYTES) {
            if (!in.hasRemaining()) {
                return false;
            }
            mark = (mark << 8) | (in.get() & 0xFF);
            markBytes++;
        }
        return true;
    }

    private void beginFragment(ByteBuffer in) throws IOException {
        int length = RecordMark.length(mark);
        if (length > limit - filled) {
            throw new IOException("record above " + limit + " bytes");
        }
        if (++fragments > MAX_FRAGMENTS) {
            throw new IOException("record in more than " + MAX_FRAGMENTS + " fragments");
        }
        if (record == null && RecordMark.isLast(mark) && in.remaining() >= length) {
            deliverFrom(in, length);
            return;
        }
        makeRoom(length);
        missing = length;
        if (length == 0) {
            fragmentEnded();
        }
    }

    private void deliverFrom(ByteBuffer in, int length) throws IOException {
        int end = in.position() + length;
        int limitBefore = in.limit();
        bulk = length >= BULK;
        recordEnded();
        connection.deliver(in.limit(end), null);
        in.limit(limitBefore).position(end);
    }

    private void makeRoom(int length) {
        Lease before = record;
        if (before == null) {
            record = connection.buffers().lease(length);
        } else if (before.buffer().capacity() < filled + length) {
            Lease larger = connection.buffers().lease(Math.min(limit, Math.max(filled + length, 2 * filled)));
            larger.buffer().put(0, before.buffer(), 0, filled);
            before.release();
            record = larger;
        }
    }

    private void fragmentEnded() {
        markBytes = 0;
        if (!RecordMark.isLast(mark)) {
            return;
        }
        Lease whole = record;
        int length = filled;
        bulk = length >= BULK;
        recordEnded();
        if (whole != null) {
            connection.deliver(whole.buffer().limit(length).position(0), whole);
        }
    }

    private void recordEnded() {
        record = null;
        filled = 0;
        fragments = 0;
        markBytes = 0;
        budget--;
        delivered++;
    }

    /** What was not looked at stays with the connection: a few bytes are copied, more take their buffer along. */
    private void keep(EventLoop loop, ByteBuffer received) {
        if (received.remaining() <= BEFORE_BULK) {
            Lease small = connection.buffers().lease(received.remaining());
            small.buffer().put(received).flip();
            left = small;
        } else {
            left = loop.giveReceived();
        }
    }

    void release() {
        if (left != null) {
            left.release();
            left = null;
        }
        if (record != null) {
            record.release();
            record = null;
        }
    }
}
