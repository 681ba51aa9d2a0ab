package dev.cleat.rpc;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that calls may wait on: a fixed number of platform threads, started at once, and a bounded number of virtual
 * ones. Whoever reads calls asks {@link #ready} before each; so the queue outgrows its bound by one call per reading thread
 * at most.
 *
 * <p>A call that takes longer than {@link Patience} has for it is late: it is answered for, and its thread is replaced by another
 * as long as there may be more of them. A thread that is one too many ends when it finds nothing to do.
 *
 * <p>Locking: none but the queue's. Calls are never interrupted: an interrupt would close a FileChannel for everybody.
 */
public final class Workers implements AutoCloseable {
    private static final int SLACK = 64;
    private final CallQueue queue;
    private final int queueBound;
    private final int virtualBound;
    private final int platformThreads;
    private final Patience patience;
    private final ThreadFactory factory;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final Thread starter;
    private final @Nullable LateWatch watch;
    /** Calls that wait for a virtual thread. */
    private final CallQueue starting;

    private final Set<Watched> onVirtualThreads = ConcurrentHashMap.newKeySet();
    private final Set<Watched> onReadingThreads = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> lingering = new ConcurrentLinkedQueue<>();
    /** Of calls on platform threads; one thread starts all virtual ones. */
    private final CallPace pace = new CallPace();

    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger virtual = new AtomicInteger();
    private final AtomicInteger live = new AtomicInteger();
    /** Late calls that were replaced: all of them, and those on platform threads. */
    private final AtomicInteger replaced = new AtomicInteger();

    private final AtomicInteger stuck = new AtomicInteger();

    /** As the other, with endless patience. */
    public Workers(int platformThreads, int queueBound, int virtualBound, ThreadFactory factory) {
        this(platformThreads, queueBound, virtualBound, factory, Patience.ENDLESS);
    }

    /**
     * @param platformThreads how many there are
     * @param queueBound how many calls may wait for one
     * @param virtualBound how many calls may be on virtual threads
     * @param factory makes all threads but the virtual ones
     */
    public Workers(int platformThreads, int queueBound, int virtualBound, ThreadFactory factory, Patience patience) {
        this.platformThreads = platformThreads;
        this.queueBound = queueBound;
        this.virtualBound = virtualBound;
        this.factory = factory;
        this.patience = patience;
        this.queue = new CallQueue(queueBound + SLACK + platformThreads, pace);
        this.starting = new CallQueue(virtualBound + SLACK, pace);
        for (int i = 0; i < platformThreads; i++) {
            addThread();
        }
        starting.enter();
        this.starter = factory.newThread(this::startVirtualThreads);
        starter.start();
        this.watch =
                patience.replaced() == 0 && patience.time() == null ? null : new LateWatch(this, patience, factory);
    }

    /** Whether another call should be read. */
    public boolean ready() {
        return queued.get() < queueBound && virtual.get() < virtualBound;
    }

    /**
     * Runs it on a platform thread.
     *
     * @return false if there is no room at all, or these threads have ended
     */
    public boolean execute(Runnable call) {
        queued.incrementAndGet();
        if (queue.offer(call)) {
            return true;
        }
        queued.decrementAndGet();
        return false;
    }

    /**
     * Runs it on a virtual thread.
     *
     * @return as {@link #execute}
     */
    boolean executeVirtually(Runnable call) {
        virtual.incrementAndGet();
        if (starting.offer(call)) {
            return true;
        }
        virtual.decrementAndGet();
        return false;
    }

    /** Carries out a call on the thread that read it. */
    void executeHere(Watched call) {
        long start = System.nanoTime();
        onReadingThreads.add(call);
        try {
            run(call);
        } finally {
            onReadingThreads.remove(call);
            if (call.wasReplaced()) {
                replaced.decrementAndGet();
            }
            pace.took(System.nanoTime() - start);
        }
    }

    /** What calls have time for. */
    public Patience patience() {
        return patience;
    }

    long now() {
        return patience.ticker().getAsLong();
    }

    /**
     * On a thread of its own: a thread that reads calls may have taken on a client's identity, and a carrier that came to
     * life when it starts a virtual thread would inherit that for ever.
     */
    private void startVirtualThreads() {
        ThreadFactory virtualThreads = Thread.ofVirtual().name("cleat-call-", 0).factory();
        for (Runnable call = starting.take(); !(call instanceof End); call = starting.take()) {
            Runnable taken = call;
            virtualThreads.newThread(() -> runVirtually(taken)).start();
        }
    }

    private void runVirtually(Runnable call) {
        Watched watched = call instanceof Watched one ? one : null;
        if (watched != null) {
            onVirtualThreads.add(watched);
        }
        try {
            call.run();
        } finally {
            if (watched != null) {
                onVirtualThreads.remove(watched);
            }
            if (watched != null && watched.wasReplaced()) {
                replaced.decrementAndGet();
            } else {
                virtual.decrementAndGet();
            }
        }
    }

    /** Ends the thread that takes it. */
    private record End() implements Runnable {
        @Override
        public void run() {}
    }

    private void addThread() {
        live.incrementAndGet();
        queue.enter();
        Worker worker = new Worker();
        workers.add(worker);
        worker.thread.start();
    }

    /** A platform thread, and the call that it carries out. */
    private final class Worker implements Runnable {
        private final Thread thread = factory.newThread(this);
        private volatile @Nullable Watched current;

        @Override
        public void run() {
            try {
                work();
            } finally {
                workers.remove(this);
            }
        }

        private void work() {
            long start = System.nanoTime();
            while (true) {
                Runnable call = queue.poll();
                if (call == null) {
                    endLingering();
                    if (endIfOneTooMany()) {
                        queue.leave();
                        return;
                    }
                    call = queue.take();
                    // Whoever kept one back may be stuck by now.
                    endLingering();
                    start = System.nanoTime();
                }
                if (call instanceof End) {
                    live.decrementAndGet();
                    endLingering();
                    return;
                }
                if (queued.decrementAndGet() == 0) {
                    endLingering();
                }
                carryOut(call);
                long end = System.nanoTime();
                pace.took(end - start);
                start = end;
            }
        }

        private void carryOut(Runnable call) {
            if (!(call instanceof Watched watched)) {
                Workers.run(call);
                return;
            }
            current = watched;
            Workers.run(call);
            current = null;
            if (watched.wasReplaced()) {
                stuck.decrementAndGet();
                replaced.decrementAndGet();
            }
        }
    }

    private boolean endIfOneTooMany() {
        for (int now = live.get(); now > platformThreads + stuck.get(); now = live.get()) {
            if (live.compareAndSet(now, now - 1)) {
                return true;
            }
        }
        return false;
    }

    private static void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error bug) {
            // These threads are not replaced, so they must not end.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
        }
    }

    /** Answers for calls that have waited for a thread since then. For the thread that watches, as the next ones are. */
    void expire(long then) {
        for (Watched call : queue.expire(then)) {
            queued.decrementAndGet();
            call.answerExpired();
        }
        for (Watched call : starting.expire(then)) {
            virtual.decrementAndGet();
            call.answerExpired();
        }
    }

    /** Answers for calls that run since then, and replaces what they hold. */
    void defer(long then) {
        for (Worker worker : workers) {
            Watched call = worker.current;
            if (call != null && isReplaced(call, then)) {
                stuck.incrementAndGet();
                relieve();
            }
        }
        for (Watched call : onVirtualThreads) {
            if (isReplaced(call, then)) {
                virtual.decrementAndGet();
            }
        }
        onReadingThreads.forEach(call -> isReplaced(call, then));
    }

    /** Answers for a call that runs since then. */
    private boolean isReplaced(Watched call, long then) {
        boolean mayBe = replaced.get() < patience.replaced() && call.lateAtBackEnd() < patience.replacedPerBackEnd();
        boolean is = call.since() - then <= 0 && call.late(mayBe);
        if (is) {
            replaced.incrementAndGet();
        }
        return is;
    }

    /** Starts one more platform thread, if there may be more. */
    void relieve() {
        if (live.get() < platformThreads + patience.replaced()) {
            addThread();
        }
    }

    /** Whether calls wait for a platform thread. */
    boolean isAnyQueued() {
        return queued.get() > 0;
    }

    /** How many calls platform threads have taken so far. */
    long taken() {
        return queue.taken();
    }

    /** How many platform threads there are for calls. */
    int threads() {
        return live.get();
    }

    /**
     * Whether an answer that is ready may wait for others that will be ready in a moment. Sending costs more than many a call:
     * while calls wait and none takes long, answers leave together. Whoever lets one wait hands over how to send it.
     */
    public boolean mayLinger() {
        return queued.get() > 0 && pace.isBrisk();
    }

    /** Has it run as soon as no call waits for a thread, or before the last one begins. */
    public void linger(Runnable sending) {
        lingering.add(sending);
    }

    private void endLingering() {
        for (Runnable sending = lingering.poll(); sending != null; sending = lingering.poll()) {
            sending.run();
        }
    }

    /** Ends the threads once they have done what is queued; waits for them, but not for ever. */
    @Override
    public void close() {
        close(5, TimeUnit.SECONDS);
    }

    /**
     * As {@link #close()}.
     *
     * @return whether all threads have ended; one that is stuck in the kernel ends when its call does
     */
    public boolean close(long time, TimeUnit unit) {
        long deadline = System.nanoTime() + unit.toNanos(time);
        boolean ended = true;
        try {
            if (watch != null) {
                ended = watch.close(deadline);
            }
            starting.end(new End(), 1);
            queue.end(new End(), live.get());
            for (Worker worker : workers) {
                ended &= join(worker.thread, deadline);
            }
            ended &= join(starter, deadline);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
        return ended && onVirtualThreads.isEmpty() && onReadingThreads.isEmpty();
    }

    private static boolean join(Thread thread, long deadline) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
        return !thread.isAlive();
    }
}
