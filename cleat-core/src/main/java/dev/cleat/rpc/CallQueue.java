package dev.cleat.rpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for a thread. To wake a thread costs more than many a call takes, so another one is woken only where those
 * that are awake would need long for what waits, and only one at a time, which wakes the next. The last one that fell
 * asleep is woken first: its memory is likeliest to be in the processor's cache.
 *
 * <p>How long calls take is a guess from those before. Where it is wrong, a thread that looks every {@value #LOOK_MILLIS} ms finds
 * that nobody has taken anything, and takes it; there is one while calls wait for threads that are awake.
 *
 * <p>Locking: the monitor guards all fields and is a leaf. Nobody is woken under it.
 */
final class CallQueue {
    private static final int LOOK_MILLIS = 2;
    /** Whoever looks goes to sleep again after so many looks at an empty queue. */
    private static final int QUIET_LOOKS = 20;
    /** What is done sooner by those who are awake is not worth waking another, as long as there are idle processors. */
    private static final long WORTH_WAKING_NANOS = 100_000;
    /** As many threads as that find an idle processor: the other half reads calls. */
    private static final int AT_ONCE = Runtime.getRuntime().availableProcessors() / 2;
    /** As the other, where there are none. */
    private static final long WORTH_SHARING_NANOS = 500_000;

    /** How long calls take. */
    interface Pace {
        /** A guess. */
        long callNanos();

        /** It was wrong: threads that should have come back by now have not. */
        void stuck();
    }

    /** A thread that waits, above those that wait for longer. */
    private static final class Idle {
        private final Thread thread = Thread.currentThread();
        private @Nullable Idle below;
        private volatile boolean called;
        private boolean looks;

        void await() {
            while (!called) {
                LockSupport.park(this);
                // Whoever interrupted: a call that found the flag raised would close its FileChannel.
                Thread.interrupted();
            }
        }
    }

    private final ArrayDeque<Runnable> calls = new ArrayDeque<>();
    private final int bound;
    private final Pace pace;
    private long taken;
    private @Nullable Idle idle;
    /** How many threads carry out what they took. */
    private int busy;
    /** A thread was woken and has not come yet. */
    private boolean waking;
    /** A thread looks whether others come back. */
    private boolean looking;

    private boolean ended;

    CallQueue(int bound, Pace pace) {
        this.bound = bound;
        this.pace = pace;
    }

    /** False if there is no room, or this has ended. */
    boolean offer(Runnable call) {
        Idle next;
        synchronized (this) {
            if (ended || calls.size() >= bound) {
                return false;
            }
            calls.add(call);
            next = next();
        }
        wake(next);
        return true;
    }

    /** Takes nothing more; the last to be taken is this, so many times. */
    void end(Runnable last, int times) {
        Idle next;
        synchronized (this) {
            ended = true;
            for (int i = 0; i < times; i++) {
                calls.add(last);
            }
            next = next();
        }
        wake(next);
    }

    /** For a thread that is done with what it took: the next call, or null if there is none, and then the thread is to rest. */
    @Nullable Runnable poll() {
        Runnable first;
        Idle next;
        synchronized (this) {
            first = first();
            next = next();
        }
        wake(next);
        return first;
    }

    /** A thread comes that will take calls. */
    synchronized void enter() {
        busy++;
    }

    /** A thread goes that was not waiting. */
    synchronized void leave() {
        busy--;
    }

    /** Waits for a call. */
    Runnable take() {
        Idle self = new Idle();
        Runnable first;
        Idle next;
        synchronized (this) {
            first = first();
            if (first == null) {
                busy--;
                rest(self);
            }
            next = next();
        }
        wake(next);
        while (first == null) {
            self.await();
            first = self.looks ? look(self) : arrive(self);
        }
        return first;
    }

    private void rest(Idle self) {
        self.called = false;
        self.looks = false;
        self.below = idle;
        idle = self;
    }

    /** For a thread that was woken to take a call. */
    private @Nullable Runnable arrive(Idle self) {
        Runnable first;
        Idle next;
        synchronized (this) {
            waking = false;
            first = first();
            if (first == null) {
                rest(self);
            } else {
                busy++;
            }
            next = next();
        }
        wake(next);
        return first;
    }

    /** For a thread that was woken to look whether others come back: a call that they should have taken, or null. */
    private @Nullable Runnable look(Idle self) {
        long before = -1;
        for (int quiet = 0; true; ) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            Thread.interrupted();
            Runnable late = null;
            Idle next = null;
            synchronized (this) {
                boolean stuck = !calls.isEmpty() && (taken == before || ended);
                quiet = calls.isEmpty() ? quiet + 1 : 0;
                before = calls.isEmpty() ? -1 : taken;
                if (!stuck && quiet < QUIET_LOOKS) {
                    continue;
                }
                looking = false;
                if (stuck) {
                    late = first();
                    busy++;
                    pace.stuck();
                    next = next();
                } else {
                    rest(self);
                }
            }
            wake(next);
            return late;
        }
    }

    /** Takes out the calls that have waited since then or longer, as far as they can be answered for. */
    synchronized List<Watched> expire(long then) {
        List<Watched> expired = new ArrayList<>();
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
    }

    /** How many were taken so far by those who carry them out. */
    synchronized long taken() {
        return taken;
    }

    private @Nullable Runnable first() {
        Runnable first = calls.poll();
        if (first != null) {
            taken++;
        }
        return first;
    }

    /** Who is to be woken now, if anybody. */
    private @Nullable Idle next() {
        Idle next = idle;
        if (next == null || waking || calls.isEmpty()) {
            return null;
        }
        if (ended || busy == 0 || isBacklog()) {
            waking = true;
        } else if (!looking) {
            looking = true;
            next.looks = true;
        } else {
            return null;
        }
        idle = next.below;
        return next;
    }

    private boolean isBacklog() {
        long worth = busy < AT_ONCE ? WORTH_WAKING_NANOS : WORTH_SHARING_NANOS;
        return calls.size() * pace.callNanos() > busy * worth;
    }

    private static void wake(@Nullable Idle next) {
        if (next != null) {
            next.called = true;
            LockSupport.unpark(next.thread);
        }
    }
}
