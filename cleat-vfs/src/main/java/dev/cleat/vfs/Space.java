package dev.cleat.vfs;

/**
 * How full a volume is (RFC 1813 §3.3.18).
 *
 * @param totalBytes its size
 * @param freeBytes what is free
 * @param availableBytes what is free for callers without privilege
 * @param totalFiles how many objects it can hold
 * @param freeFiles how many more
 * @param availableFiles how many more for callers without privilege
 */
public record Space(
        long totalBytes, long freeBytes, long availableBytes, long totalFiles, long freeFiles, long availableFiles) {
    /** For file systems that do not know: large enough that no client refuses to copy. */
    public static final Space UNKNOWN = new Space(1L << 50, 1L << 49, 1L << 49, 1L << 40, 1L << 39, 1L << 39);
}
