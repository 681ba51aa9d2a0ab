package dev.cleat.rpc;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for a thread. One waiting thread is woken at a time, and wakes the next one when there is more to take: a
 * burst of short calls is done by the first before a second one is awake, and a burst of long ones soon has them all.
 *
 * <p>Locking: one lock, a leaf.
 */
final class CallQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ArrayDeque<Runnable> calls = new ArrayDeque<>();
    private final int bound;
    private int idle;
    /** A thread was woken and has not come yet. */
    private boolean waking;

    private boolean ended;

    CallQueue(int bound) {
        this.bound = bound;
    }

    /** False if there is no room, or this has ended. */
    boolean offer(Runnable call) {
        lock.lock();
        try {
            if (ended || calls.size() >= bound) {
                return false;
            }
            calls.add(call);
            wakeOne();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; the last to be taken is this, so many times. */
    void end(Runnable last, int times) {
        lock.lock();
        try {
            ended = true;
            for (int i = 0; i < times; i++) {
                calls.add(last);
            }
            wakeOne();
        } finally {
            lock.unlock();
        }
    }

    /** The first call, or null if there is none. */
    @Nullable Runnable poll() {
        lock.lock();
        try {
            Runnable first = calls.poll();
            wakeOne();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a call. */
    Runnable take() {
        lock.lock();
        try {
            Runnable first = calls.poll();
            while (first == null) {
                idle++;
                more.awaitUninterruptibly();
                // Whoever interrupted: a call that found the flag raised would close its FileChannel.
                Thread.interrupted();
                idle--;
                waking = false;
                first = calls.poll();
            }
            wakeOne();
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void wakeOne() {
        if (!calls.isEmpty() && idle > 0 && !waking) {
            waking = true;
            more.signal();
        }
    }
}
