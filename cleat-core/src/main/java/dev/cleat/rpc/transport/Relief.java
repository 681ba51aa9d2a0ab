package dev.cleat.rpc.transport;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two threads that read in turns: while one carries out a call that may wait, the other looks whether that takes long, and then
 * reads in its place. So a call that is quick, as most are, costs no change of threads, and one that is not holds up nobody for more
 * than two looks.
 *
 * <p>What reading needs belongs to the thread that reads; the other has seen all of it when it takes over.
 *
 * <p>Locking: none. {@link #turns} is odd while the thread that reads carries out such a call, and whoever makes it even reads.
 */
final class Relief implements Runnable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** After so many looks at which there was no new call, the thread sleeps until there is one. */
    private static final int QUIET_LOOKS = 20;

    private final BooleanSupplier reading;
    private final Thread first;
    private final Thread second;
    private final AtomicLong turns = new AtomicLong();
    private volatile @Nullable Thread reader;
    /** The thread that looks, if there is one. */
    private volatile @Nullable Thread looking;

    private volatile boolean asleep;
    private volatile boolean ended;

    /**
     * @param reading reads until there is nothing more to be done, and then is true; or until the other thread does it
     */
    Relief(ThreadFactory factory, BooleanSupplier reading) {
        this.reading = reading;
        this.first = factory.newThread(this);
        this.second = factory.newThread(this);
    }

    void start() {
        reader = first;
        first.start();
        second.start();
    }

    /** Whether this thread is the one that reads. */
    boolean isReader() {
        return Thread.currentThread().equals(reader);
    }

    /** Whether there is a thread that would take over. */
    boolean isReady() {
        return looking != null;
    }

    @Override
    public void run() {
        try {
            boolean reads = isReader();
            while (reads || awaitTurn()) {
                if (reading.getAsBoolean()) {
                    return;
                }
                reads = false;
            }
        } finally {
            ended = true;
            LockSupport.unpark(looking);
        }
    }

    /**
     * For the thread that reads, where {@link #isReady}.
     *
     * @return whether it still is the one that reads
     */
    boolean carryOut(Runnable call) {
        long turn = turns.incrementAndGet();
        if (asleep) {
            LockSupport.unpark(looking);
        }
        call.run();
        return turns.compareAndSet(turn, turn + 1);
    }

    /** Waits until the thread that reads is held by a call; false if there is nothing more to be done. */
    private boolean awaitTurn() {
        looking = Thread.currentThread();
        long before = turns.get();
        for (int quiet = 0; !ended; ) {
            rest(quiet);
            long now = turns.get();
            if (now == before && isHeld(now)) {
                looking = null;
                if (turns.compareAndSet(now, now + 1)) {
                    reader = Thread.currentThread();
                    return true;
                }
                looking = Thread.currentThread();
            }
            quiet = now == before ? quiet + 1 : 0;
            before = now;
        }
        return false;
    }

    private void rest(int quiet) {
        if (quiet < QUIET_LOOKS) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        } else {
            asleep = true;
            if (!isHeld(turns.get()) && !ended) {
                LockSupport.park(this);
            }
            asleep = false;
        }
        // Whoever interrupted: a call that found the flag raised would close its FileChannel.
        Thread.interrupted();
    }

    private static boolean isHeld(long turn) {
        return (turn & 1) != 0;
    }

    /** Whether both threads have ended by then. */
    boolean join(long deadline) throws InterruptedException {
        boolean ends = true;
        for (Thread thread : new Thread[] {first, second}) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
            ends &= !thread.isAlive();
        }
        return ends;
    }
}
