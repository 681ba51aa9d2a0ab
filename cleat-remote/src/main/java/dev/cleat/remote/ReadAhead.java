package dev.cleat.remote;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells sequential readers, for whom blocks are fetched before they ask, from others. A reader that goes on where it was
 * gets twice as many blocks ahead each time, up to a limit. Guarded by {@code this}.
 */
final class ReadAhead {
    private static final int MAX_FILES = 256;
    private static final int MAX_AHEAD = 8;

    private final Map<BlockKey, Reader> readers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockKey, Reader> eldest) {
            return size() > MAX_FILES;
        }
    };

    /**
     * @param last the last block that was asked for
     * @param ahead how many are fetched ahead
     */
    private record Reader(long last, int ahead) {}

    /** How many blocks to fetch behind these. */
    synchronized int after(BlockKey file, long firstBlock, long lastBlock) {
        Reader before = readers.get(file);
        if (before == null) {
            readers.put(file, new Reader(lastBlock, 0));
            return firstBlock == 0 ? 1 : 0;
        }
        // Requests of one reader overtake each other by some blocks.
        boolean goesOn = lastBlock >= before.last - 1 && firstBlock <= before.last + 2;
        boolean isFurther = lastBlock > before.last;
        int ahead = !goesOn ? 0 : isFurther ? Math.clamp(2L * before.ahead, 1, MAX_AHEAD) : before.ahead;
        readers.put(file, new Reader(goesOn ? Math.max(before.last, lastBlock) : lastBlock, ahead));
        return ahead;
    }
}
