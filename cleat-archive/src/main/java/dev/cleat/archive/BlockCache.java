package dev.cleat.archive;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The unpacked blocks that were used last, of all streams. Guarded by {@code this}; blocks are never changed. */
final class BlockCache {
    private final long maxBytes;
    private final Map<Key, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Key(UnpackedStream stream, long index) {}

    BlockCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized byte @Nullable [] find(UnpackedStream stream, long index) {
        return blocks.get(new Key(stream, index));
    }

    synchronized void keep(UnpackedStream stream, long index, byte[] block) {
        byte[] before = blocks.put(new Key(stream, index), block);
        bytes += block.length - (before == null ? 0 : before.length);
        Iterator<byte[]> oldest = blocks.values().iterator();
        while (bytes > maxBytes && blocks.size() > 1) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }

    synchronized void forget(UnpackedStream stream) {
        blocks.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().stream == stream;
            bytes -= gone ? entry.getValue().length : 0;
            return gone;
        });
    }
}
