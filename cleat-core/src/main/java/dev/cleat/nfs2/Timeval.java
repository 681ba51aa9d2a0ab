package dev.cleat.nfs2;

import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.time.Instant;

/**
 * {@code timeval} (RFC 1094 §2.3.4).
 *
 * @param seconds since 1970, unsigned
 * @param useconds microseconds
 */
public record Timeval(int seconds, int useconds) {
    /** In {@link Sattr}: leave it as it is. */
    public static final Timeval UNSET = new Timeval(-1, -1);

    private static final int MAX_USECONDS = 999_999;
    private static final Timeval FIRST = new Timeval(0, 0);
    private static final Timeval LAST = new Timeval(-1, MAX_USECONDS);

    /** Times outside of 1970 to 2106 are moved to the nearest that fits. */
    public static Timeval of(Instant time) {
        long seconds = time.getEpochSecond();
        if (seconds < 0) {
            return FIRST;
        }
        boolean fits = seconds >>> 32 == 0;
        return fits ? new Timeval((int) seconds, time.getNano() / 1000) : LAST;
    }

    public Instant instant() {
        int micros = Math.clamp(useconds, 0, MAX_USECONDS);
        return Instant.ofEpochSecond(Integer.toUnsignedLong(seconds), micros * 1000L);
    }

    static Timeval decode(XdrReader in) throws XdrException {
        return new Timeval(in.readInt(), in.readInt());
    }

    void encode(XdrWriter out) {
        out.writeInt(seconds);
        out.writeInt(useconds);
    }
}
