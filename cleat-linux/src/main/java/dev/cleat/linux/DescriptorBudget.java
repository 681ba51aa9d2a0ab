package dev.cleat.linux;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How much all trees of this process may keep open together, so that many exports leave as many descriptors to connections as
 * one does.
 *
 * <p>Locking: none; counts may be off by one for each thread for a moment.
 */
final class DescriptorBudget {
    /** An object has up to three descriptors: one names it, two are open for its data. Half of all is for connections. */
    private static final int OBJECT_SHARE = 8;

    private static final int STREAM_SHARE = 32;
    private static final int MOST_STREAMS = 64;
    private static final int LEAST = 8;
    /** What a tree has open as long as it lives: its top, twice. */
    private static final int TREE = 2;

    /** How many are closed at once where the kernel has no more. */
    private static final int RELIEF = 16;

    private static volatile @Nullable DescriptorBudget ofProcess;

    private final int limit;
    private final List<Descriptors> tables = new CopyOnWriteArrayList<>();
    private final AtomicInteger objects = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    /**
     * @param limit how many descriptors the process may have
     */
    DescriptorBudget(int limit) {
        this.limit = limit;
    }

    static DescriptorBudget ofProcess(Syscalls calls) {
        DescriptorBudget known = ofProcess;
        if (known == null) {
            synchronized (DescriptorBudget.class) {
                known = ofProcess;
                if (known == null) {
                    known = new DescriptorBudget(HostProcess.descriptors(calls));
                    ofProcess = known;
                }
            }
        }
        return known;
    }

    /** The kernel had no descriptor left: closes some that are not in use. Answers whether there were any. */
    static boolean relieve() {
        DescriptorBudget known = ofProcess;
        int closed = 0;
        while (known != null && closed < RELIEF && known.evict()) {
            closed++;
        }
        return closed > 0;
    }

    /** How many objects may be kept open. */
    int capacity() {
        return Math.max(LEAST, (limit - TREE * tables.size()) / OBJECT_SHARE);
    }

    void join(Descriptors table) {
        tables.add(table);
    }

    void leave(Descriptors table) {
        tables.remove(table);
    }

    /** Takes room for one more object, from another if need be; false where all are in use. */
    boolean take() {
        if (objects.incrementAndGet() <= capacity() || evict()) {
            return true;
        }
        objects.decrementAndGet();
        return false;
    }

    /** An object that room was taken for is not kept any longer. */
    void giveBack() {
        objects.decrementAndGet();
    }

    /** Takes room for one more directory that is open where its listing ended. */
    boolean takeStream() {
        if (streams.incrementAndGet() <= Math.clamp(limit / STREAM_SHARE, LEAST, MOST_STREAMS)) {
            return true;
        }
        streams.decrementAndGet();
        return false;
    }

    void giveStreamBack() {
        streams.decrementAndGet();
    }

    /** From the tree that has most, so that one cannot starve the others. */
    private boolean evict() {
        Descriptors fullest = null;
        for (Descriptors table : tables) {
            if (fullest == null || table.size() > fullest.size()) {
                fullest = table;
            }
        }
        return fullest != null && fullest.evict();
    }
}
