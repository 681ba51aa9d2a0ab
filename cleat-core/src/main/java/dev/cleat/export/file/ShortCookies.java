package dev.cleat.export.file;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.List;
import java.util.function.ToLongFunction;

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

    /** A file's number in 31 bits, never 0. Small ones stay as they are; two large ones may become equal. */
    static long fold(long fileId) {
        long folded = (fileId ^ fileId >>> 31) & Integer.MAX_VALUE;
        return folded == 0 ? 1 : folded;
    }

    /**
     * Takes back entries of a full page until the last two differ in their cookies.
     *
     * @param start the cookie of the entry before the page
     * @throws VfsException where nothing is left: the client would ask for the same page for ever
     */
    public static <E> void endBetween(List<E> page, ToLongFunction<E> cookie, long start) throws VfsException {
        int size = page.size();
        while (size > 0) {
            long before = size == 1 ? start : cookie.applyAsLong(page.get(size - 2));
            if (cookie.applyAsLong(page.get(size - 1)) != before) {
                break;
            }
            size--;
        }
        page.subList(size, page.size()).clear();
        if (page.isEmpty()) {
            throw new VfsException(VfsError.TOOSMALL);
        }
    }

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
