package dev.cleat.export.file;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The write verifier (RFC 1813 §3.3.7, §3.3.21): as long as it stays the same, nothing was lost. It differs from start to
 * start, and changes after any failed flush; clients then send again what they have not seen committed.
 */
public final class WriteVerifier {
    private final AtomicLong value;
    private final RandomGenerator random;

    public WriteVerifier(RandomGenerator random) {
        this.random = random;
        this.value = new AtomicLong(random.nextLong());
    }

    public long value() {
        return value.get();
    }

    void change() {
        long next = random.nextLong();
        value.updateAndGet(old -> old == next ? old + 1 : next);
    }
}
