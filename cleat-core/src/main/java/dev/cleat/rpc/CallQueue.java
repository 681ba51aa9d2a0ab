package dev.cleat.rpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
    private long taken;
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
            Runnable first = first();
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
            Runnable first = first();
            while (first == null) {
                idle++;
                more.awaitUninterruptibly();
                // Whoever interrupted: a call that found the flag raised would close its FileChannel.
                Thread.interrupted();
                idle--;
                waking = false;
                first = first();
            }
            wakeOne();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the calls that have waited since then or longer, as far as they can be answered for. */
    List<Watched> expire(long then) {
        List<Watched> expired = new ArrayList<>();
        lock.lock();
        try {
            Iterator<Runnable> each = calls.iterator();
            while (each.hasNext()) {
                if (each.next() instanceof Watched call) {
                    if (call.since() - then > 0) {
                        break;
                    }
                    if (call.expire()) {
                        each.remove();
                        expired.add(call);
                    }
                }
            }
            return expired;
        } finally {
            lock.unlock();
        }
    }

    /** How many were taken so far by those who carry them out. */
    long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable first() {
        Runnable first = calls.poll();
        if (first != null) {
            taken++;
        }
        return first;
    }

    private void wakeOne() {
        if (!calls.isEmpty() && idle > 0 && !waking) {
            waking = true;
            more.signal();
        }
    }
}
