package dev.cleat.vfs;

/**
 * The durable identity of one object of a file system: 16 bytes that only the back end understands.
 *
 * <p>An object keeps its identity for as long as it exists: over renames, moves, and restarts of the server. The identity
 * of a removed object must not name another one while a client may still remember it: put a generation into it where the
 * numbers underneath are used again. Hard links are several names of one identity.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record FileId(long high, long low) {
    public static final int BYTES = 16;

    @Override
    public int hashCode() {
        // Consecutive inode numbers must spread: locks and caches are striped by this value.
        long mixed = (high * 0x9E3779B97F4A7C15L + low) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 32);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
