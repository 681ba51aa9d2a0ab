package dev.cleat.vfs.memory;

/**
 * How much a {@link MemoryVfs} may hold.
 *
 * @param bytes of file contents, in whole blocks of {@link #BLOCK}; gaps take none
 * @param objects files, directories, links and devices, the root included
 */
public record Capacity(long bytes, long objects) {
    /** In bytes: what the smallest file that is not empty takes. */
    public static final int BLOCK = 4096;

    /** Half of the Java heap, with one object for each kilobyte of the other half. */
    public static Capacity ofHeap() {
        long half = Runtime.getRuntime().maxMemory() / 2;
        return new Capacity(half, half >> 10);
    }
}
