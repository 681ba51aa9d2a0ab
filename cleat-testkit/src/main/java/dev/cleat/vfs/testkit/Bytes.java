package dev.cleat.vfs.testkit;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Contents for files, and buffers of every kind to carry them. */
public final class Bytes {
    private static final int MARGIN = 7;

    private Bytes() {}

    /** Bytes in which no two blocks of a size that is a power of two are alike. */
    public static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    /** Buffers that have the bytes remaining, one of each kind that a back end may be handed. */
    public static Map<String, ByteBuffer> sources(byte[] bytes) {
        Map<String, ByteBuffer> sources = new LinkedHashMap<>();
        for (Map.Entry<String, ByteBuffer> target : targets(bytes.length).entrySet()) {
            ByteBuffer buffer = target.getValue();
            buffer.duplicate().put(bytes);
            sources.put(target.getKey(), buffer);
            sources.put("read-only " + target.getKey(), buffer.asReadOnlyBuffer());
        }
        return sources;
    }

    /** Empty buffers with this much room, one of each kind that can be written. */
    public static Map<String, ByteBuffer> targets(int length) {
        Map<String, ByteBuffer> targets = new LinkedHashMap<>();
        targets.put("heap", ByteBuffer.allocate(length));
        targets.put("direct", ByteBuffer.allocateDirect(length));
        targets.put("window of heap", window(ByteBuffer.allocate(length + 2 * MARGIN), length));
        targets.put("window of direct", window(ByteBuffer.allocateDirect(length + 2 * MARGIN), length));
        targets.put(
                "slice of heap",
                window(ByteBuffer.allocate(length + 2 * MARGIN), length).slice());
        targets.put(
                "slice of direct",
                window(ByteBuffer.allocateDirect(length + 2 * MARGIN), length).slice());
        return targets;
    }

    private static ByteBuffer window(ByteBuffer buffer, int length) {
        return buffer.position(MARGIN).limit(MARGIN + length);
    }
}
