package dev.cleat.export.file;

/**
 * Cookies of listings in 31 bits, for protocols and clients that keep no more.
 *
 * <p>File systems either number the entries of a directory, or go through it in the order of a hash of 63 bits; then a cookie
 * is the hash of the entry that follows. Numbers stay as they are, as do the few at the other end of the range that mark the
 * end of a directory. Of a hash the upper 30 bits are kept, and {@link #cookie} goes back to the first hash that has them: so a
 * page must never end with two entries whose short cookies are equal, or the next would begin with what it had.
 */
public final class ShortCookies {
    private static final int HASHED = 1 << 30;
    private static final int LOST_BITS = 33;

    /** How many cookies at the end of the range are kept. */
    private static final int LAST = 16;

    private static final int MAX_NUMBER = HASHED - LAST;
    private static final long MIN_LAST = Long.MAX_VALUE - LAST + 1;

    private ShortCookies() {}

    /**
     * @param cookie not negative
     */
    public static int of(long cookie) {
        if (cookie < MAX_NUMBER) {
            return (int) cookie;
        }
        if (cookie >= MIN_LAST) {
            return (int) (MAX_NUMBER + (cookie - MIN_LAST));
        }
        return HASHED | (int) (cookie >>> LOST_BITS);
    }

    /**
     * The first cookie that has this short one.
     *
     * @param shortCookie not negative
     */
    public static long cookie(int shortCookie) {
        if (shortCookie < MAX_NUMBER) {
            return shortCookie;
        }
        if (shortCookie < HASHED) {
            return MIN_LAST + (shortCookie - MAX_NUMBER);
        }
        return Math.max(MAX_NUMBER, (long) (shortCookie - HASHED) << LOST_BITS);
    }
}
