package dev.cleat.archive;

/**
 * What an archive may cost, so that a hostile one fails with a clear error.
 *
 * @param indexBytes heap that the index may take, some 130 bytes for each entry and folder
 * @param unpackedBytes what a compressed tar may unpack to; it is unpacked once when it is opened, and nothing of that is kept
 * @param scratchBytes disk that reading inside compressed contents may take; see {@link ArchiveVfs}
 */
public record ArchiveLimits(long indexBytes, long unpackedBytes, long scratchBytes) {
    /** A third of the heap, 1 TiB, and 256 MiB. */
    public static final ArchiveLimits DEFAULT =
            new ArchiveLimits(Runtime.getRuntime().maxMemory() / 3, 1L << 40, 256L << 20);

    public ArchiveLimits withIndexBytes(long bytes) {
        return new ArchiveLimits(bytes, unpackedBytes, scratchBytes);
    }

    public ArchiveLimits withUnpackedBytes(long bytes) {
        return new ArchiveLimits(indexBytes, bytes, scratchBytes);
    }

    public ArchiveLimits withScratchBytes(long bytes) {
        return new ArchiveLimits(indexBytes, unpackedBytes, bytes);
    }
}
