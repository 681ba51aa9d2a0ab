package dev.cleat.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, "SipHash: a fast short-input PRF", and its reference code's
 * 128-bit variant): a keyed hash of a few bytes in about 15 ns, where HMAC-SHA-256 takes more than ten times as long.
 */
final class SipHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long k0;
    private final long k1;

    /** The key's 16 bytes. */
    SipHash(byte[] key) {
        this.k0 = (long) LONGS.get(key, 0);
        this.k1 = (long) LONGS.get(key, 8);
    }

    /** The 16 bytes of output, as two little-endian numbers. */
    record Digest(long first, long second) {}

    /** Hashes the first {@code length} bytes. */
    Digest hash(byte[] data, int length) {
        State s = new State(k0, k1);
        int whole = length & ~7;
        for (int i = 0; i < whole; i += 8) {
            s.absorb((long) LONGS.get(data, i));
        }
        long last = (long) length << 56;
        for (int i = whole; i < length; i++) {
            last |= (data[i] & 0xFFL) << (8 * (i - whole));
        }
        s.absorb(last);
        s.v2 ^= 0xEE;
        long first = s.squeeze();
        s.v1 ^= 0xDD;
        return new Digest(first, s.squeeze());
    }

    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long k0, long k1) {
            v0 = k0 ^ 0x736f6d6570736575L;
            v1 = k1 ^ 0x646f72616e646f6dL ^ 0xEE;
            v2 = k0 ^ 0x6c7967656e657261L;
            v3 = k1 ^ 0x7465646279746573L;
        }

        void absorb(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long squeeze() {
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
