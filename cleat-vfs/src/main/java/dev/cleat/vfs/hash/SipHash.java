package dev.cleat.vfs.hash;

import dev.cleat.vfs.Name;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-2-4 with a result of 64 or 128 bits (Aumasson and Bernstein, 2012, and their reference code): who does not know the key can neither foretell a value
 * nor find names that share one.
 *
 * @param k0 the first eight bytes of the key, little-endian
 * @param k1 the last eight bytes of the key, little-endian
 */
public record SipHash(long k0, long k1) {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** One with a key that nobody knows. */
    public static SipHash random() {
        SecureRandom random = new SecureRandom();
        return new SipHash(random.nextLong(), random.nextLong());
    }

    public long hash(Name name) {
        return hash(name.toBytes());
    }

    public long hash(byte[] bytes) {
        return hash(bytes, 0, bytes.length);
    }

    public long hash(byte[] bytes, int offset, int length) {
        State state = new State();
        state.begin(this);
        state.absorb(bytes, offset, length);
        return state.finish(0xff);
    }

    /** The result of 128 bits, as two little-endian numbers. */
    public record Digest(long first, long second) {}

    /** Hashes the first {@code length} bytes. */
    public Digest digest(byte[] bytes, int length) {
        State state = new State();
        state.beginDigest(this);
        state.absorb(bytes, 0, length);
        return state.digest();
    }

    /** Makes digests one after the other, each in place of the one before. */
    public Digester digester() {
        return new Digester(this);
    }

    /** The latest digest of what one thread has it hash. */
    public static final class Digester {
        private final SipHash key;
        private final State state = new State();
        private long first;
        private long second;

        private Digester(SipHash key) {
            this.key = key;
        }

        /** Hashes the first {@code length} bytes. */
        public void digest(byte[] bytes, int length) {
            state.beginDigest(key);
            state.absorb(bytes, 0, length);
            first = state.firstHalf();
            second = state.secondHalf();
        }

        /** As {@link Digest#first}. */
        public long first() {
            return first;
        }

        /** As {@link Digest#second}. */
        public long second() {
            return second;
        }
    }

    /** Hashes the 20 bytes of three little-endian numbers. */
    public Digest digest(long first, long second, int third) {
        State state = new State();
        state.beginDigest(this);
        state.absorb(first);
        state.absorb(second);
        state.absorb((20L << 56) | Integer.toUnsignedLong(third));
        return state.digest();
    }

    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        void begin(SipHash key) {
            v0 = key.k0 ^ 0x736f6d6570736575L;
            v1 = key.k1 ^ 0x646f72616e646f6dL;
            v2 = key.k0 ^ 0x6c7967656e657261L;
            v3 = key.k1 ^ 0x7465646279746573L;
        }

        void beginDigest(SipHash key) {
            begin(key);
            v1 ^= 0xee;
        }

        Digest digest() {
            long first = firstHalf();
            return new Digest(first, secondHalf());
        }

        long firstHalf() {
            return finish(0xee);
        }

        long secondHalf() {
            v1 ^= 0xdd;
            return finish(0);
        }

        void absorb(byte[] bytes, int offset, int length) {
            int words = offset + (length & ~7);
            for (int at = offset; at < words; at += 8) {
                absorb((long) LONG.get(bytes, at));
            }
            long last = (long) length << 56;
            for (int i = 0; i < (length & 7); i++) {
                last |= (bytes[words + i] & 0xffL) << (8 * i);
            }
            absorb(last);
        }

        void absorb(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long finish(int mark) {
            v2 ^= mark;
            for (int i = 0; i < 4; i++) {
                round();
            }
            return v0 ^ v1 ^ v2 ^ v3;
        }

        /** The rotations are written out: where much is inlined around this, a call to {@link Long#rotateLeft} stays a call. */
        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = (v1 << 13 | v1 >>> 51) ^ v0;
            v3 = (v3 << 16 | v3 >>> 48) ^ v2;
            v0 = v0 << 32 | v0 >>> 32;
            v2 += v1;
            v0 += v3;
            v1 = (v1 << 17 | v1 >>> 47) ^ v2;
            v3 = (v3 << 21 | v3 >>> 43) ^ v0;
            v2 = v2 << 32 | v2 >>> 32;
        }
    }
}
