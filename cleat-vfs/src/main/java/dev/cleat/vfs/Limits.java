package dev.cleat.vfs;

import java.time.Duration;

/**
 * What a volume can keep (RFC 1813 §3.3.19 and §3.3.20).
 *
 * @param maxFileSize in bytes
 * @param maxNameLength of one entry, in bytes
 * @param maxLinks names of one object
 * @param timeGranularity the smallest difference between two times that is kept
 * @param caseInsensitive "a" and "A" are the same name
 * @param casePreserving a name is listed as it was given
 * @param chownRestricted only the superuser may give objects away
 * @param symbolicLinks they can be made
 * @param homogeneous the same values hold for every object of the file system
 */
public record Limits(
        long maxFileSize,
        int maxNameLength,
        int maxLinks,
        Duration timeGranularity,
        boolean caseInsensitive,
        boolean casePreserving,
        boolean chownRestricted,
        boolean symbolicLinks,
        boolean homogeneous) {

    /** Those of a common POSIX file system with times in nanoseconds. */
    public static final Limits POSIX =
            new Limits(Long.MAX_VALUE, 255, 32000, Duration.ofNanos(1), false, true, true, true, true);

    public Limits withTimeGranularity(Duration granularity) {
        return new Limits(
                maxFileSize,
                maxNameLength,
                maxLinks,
                granularity,
                caseInsensitive,
                casePreserving,
                chownRestricted,
                symbolicLinks,
                homogeneous);
    }

    public Limits withMaxFileSize(long bytes) {
        return new Limits(
                bytes,
                maxNameLength,
                maxLinks,
                timeGranularity,
                caseInsensitive,
                casePreserving,
                chownRestricted,
                symbolicLinks,
                homogeneous);
    }

    public Limits withHomogeneous(boolean same) {
        return new Limits(
                maxFileSize,
                maxNameLength,
                maxLinks,
                timeGranularity,
                caseInsensitive,
                casePreserving,
                chownRestricted,
                symbolicLinks,
                same);
    }

    public Limits withSymbolicLinks(boolean canBeMade) {
        return new Limits(
                maxFileSize,
                maxNameLength,
                maxLinks,
                timeGranularity,
                caseInsensitive,
                casePreserving,
                chownRestricted,
                canBeMade,
                homogeneous);
    }
}
