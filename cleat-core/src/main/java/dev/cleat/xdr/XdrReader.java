package dev.cleat.xdr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Reads XDR from a buffer, from its position to its limit. Not for several threads. */
public final class XdrReader {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer in;

    /** The buffer must be big-endian, as buffers are unless told otherwise; its position moves. */
    public XdrReader(ByteBuffer in) {
        this.in = in;
    }

    /** Goes on with another buffer, as if new. */
    public void reset(ByteBuffer buffer) {
        this.in = buffer;
    }

    /** In bytes. */
    public int remaining() {
        return in.remaining();
    }

    /** A signed integer, or any four bytes (RFC 4506 §4.1). */
    public int readInt() throws XdrException {
        need(4);
        return in.getInt();
    }

    /** An unsigned integer that a Java int can hold; larger ones are clamped to 2^31-1, for counts that have a bound anyway. */
    public int readClamped() throws XdrException {
        int value = readInt();
        return value < 0 ? Integer.MAX_VALUE : value;
    }

    /** A signed hyper integer, or any eight bytes (RFC 4506 §4.5). */
    public long readLong() throws XdrException {
        need(8);
        return in.getLong();
    }

    /** 0 or 1, nothing else (RFC 4506 §4.4). */
    public boolean readBoolean() throws XdrException {
        int value = readInt();
        if (value != 0 && value != 1) {
            throw new XdrException("neither true nor false: " + value);
        }
        return value == 1;
    }

    /** Bytes of a fixed length (RFC 4506 §4.9). */
    public Opaque readFixedOpaque(int length) throws XdrException {
        return opaque(length);
    }

    /** Bytes preceded by their number (RFC 4506 §4.10). */
    public Opaque readOpaque(int maxLength) throws XdrException {
        return opaque(readLength(maxLength));
    }

    /** Bytes preceded by their number, as a view of the reader's own buffer: valid for as long as that is. */
    public ByteBuffer readSlice(int maxLength) throws XdrException {
        return readOpaque(maxLength, ByteBuffer::slice);
    }

    /**
     * Bytes preceded by their number, with which the message ends: the reader's own buffer, from its position to its limit.
     * Nothing more can be read.
     */
    public ByteBuffer readLast(int maxLength) throws XdrException {
        int length = readLength(maxLength);
        if (in.remaining() != (long) length + (-length & 3)) {
            throw new XdrException(length + " bytes are not the last " + in.remaining());
        }
        ByteBuffer last = in.limit(in.position() + length);
        in = NOTHING;
        return last;
    }

    /**
     * Bytes preceded by their number, made into something else.
     *
     * @param take uses the remaining bytes of the buffer that it is given, and does not keep the buffer itself
     */
    public <T> T readOpaque(int maxLength, Function<ByteBuffer, T> take) throws XdrException {
        int length = readLength(maxLength);
        int padding = -length & 3;
        need((long) length + padding);
        int end = in.position() + length;
        int limit = in.limit();
        T taken = take.apply(in.limit(end));
        in.limit(limit).position(end + padding);
        return taken;
    }

    /** Text in UTF-8 (RFC 4506 §4.11); what is not UTF-8 becomes the replacement character. */
    public String readString(int maxLength) throws XdrException {
        ByteBuffer bytes = readSlice(maxLength);
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** The number of elements of an array (RFC 4506 §4.13), each of which takes at least so many bytes. */
    public int readCount(int maxCount, int bytesEach) throws XdrException {
        int count = readInt();
        if (count < 0 || count > maxCount || (long) count * bytesEach > in.remaining()) {
            throw new XdrException("count " + Integer.toUnsignedString(count) + " above what is allowed or left");
        }
        return count;
    }

    /** Nothing may follow. */
    public void expectEnd() throws XdrException {
        if (in.hasRemaining()) {
            throw new XdrException(in.remaining() + " bytes too many");
        }
    }

    private int readLength(int maxLength) throws XdrException {
        int length = readInt();
        if (length < 0 || length > maxLength) {
            throw new XdrException("length " + Integer.toUnsignedString(length) + " above " + maxLength);
        }
        return length;
    }

    private Opaque opaque(int length) throws XdrException {
        int padding = -length & 3;
        need((long) length + padding);
        Opaque bytes = Opaque.read(in, length);
        in.position(in.position() + padding);
        return bytes;
    }

    private void need(long bytes) throws XdrException {
        if (in.remaining() < bytes) {
            throw new XdrException(bytes + " bytes needed, " + in.remaining() + " left");
        }
    }
}
