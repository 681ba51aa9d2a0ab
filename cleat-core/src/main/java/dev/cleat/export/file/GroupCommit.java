package dev.cleat.export.file;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes durable, one flush for all who wait for the same object: who comes while a flush runs may not rely on it,
 * since it may have begun before the change; the next one serves all who came meanwhile. Whoever begins it first waits a moment for
 * those who have said that they will come.
 *
 * <p>The monitor of this object guards the map and all flushes in it, and is a leaf: nobody waits, is woken, or calls the back end
 * under it. An object is in the map only while somebody waits or comes for it. At the end of a flush those are woken that it
 * served, and one of the others, who begins the next.
 */
final class GroupCommit {
    /** Less than a flush takes, and enough for a few writes. */
    private static final long GATHER_NANOS = 300_000;

    private final WriteVerifier verifier;
    private final long patienceNanos;
    private final long gatherNanos;
    private final Map<Key, Flush> flushes = new HashMap<>();

    /** Identities are unique within a file system only: two exports may have the same. */
    private record Key(Vfs fileSystem, FileId object) {}

    /** The state of one object's flushes. */
    private static final class Flush {
        /** Those that the next flush serves. */
        private ArrayDeque<Waiter> waiting = new ArrayDeque<>();

        private boolean running;
        private int users;
        private int coming;
        /** Who waits for those that come. */
        private @Nullable Thread gathering;
    }

    private enum Turn {
        WAITS,
        LEADS,
        SERVED
    }

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        /** Becomes {@link Turn#LEADS} under the monitor, so that nobody who has the next flush to begin gives up. */
        private volatile Turn turn = Turn.WAITS;
        /** Of the flush that served it; written before the turn. */
        private @Nullable IOException failure;
    }

    /**
     * @param patienceNanos how long a call waits for a flush that others began
     */
    GroupCommit(WriteVerifier verifier, long patienceNanos) {
        this(verifier, patienceNanos, GATHER_NANOS);
    }

    /**
     * @param gatherNanos how long a flush waits for those who come
     */
    GroupCommit(WriteVerifier verifier, long patienceNanos, long gatherNanos) {
        this.verifier = verifier;
        this.patienceNanos = patienceNanos;
        this.gatherNanos = gatherNanos;
    }

    /** As {@link Coming#commit} of who comes at once. */
    void commit(Vfs fileSystem, Writable writable, FileId object) throws IOException {
        try (Coming coming = expect(fileSystem, writable, object)) {
            coming.commit();
        }
    }

    /** Announces somebody who is about to change the object and will want the change durable. */
    Coming expect(Vfs fileSystem, Writable writable, FileId object) {
        Key key = new Key(fileSystem, object);
        synchronized (this) {
            Flush flush = flushes.computeIfAbsent(key, absent -> new Flush());
            flush.users++;
            flush.coming++;
            return new Coming(key, writable, flush);
        }
    }

    /** Somebody who was announced. */
    final class Coming implements AutoCloseable {
        private final Key key;
        private final Writable writable;
        private final Flush flush;
        private boolean arrived;

        private Coming(Key key, Writable writable, Flush flush) {
            this.key = key;
            this.writable = writable;
            this.flush = flush;
        }

        /**
         * Returns when all changes of the object that were made before this call are durable. Once.
         *
         * @throws VfsException {@link VfsError#JUKEBOX} where a flush that others began does not end
         */
        void commit() throws IOException {
            Waiter self = arrive();
            if (self == null || awaitTurn(flush, self) == Turn.LEADS) {
                lead(flush, key, writable);
            } else if (self.failure != null) {
                throw self.failure;
            }
        }

        /** Null for who is to lead at once. */
        private @Nullable Waiter arrive() {
            Waiter self = null;
            Thread gathering;
            synchronized (GroupCommit.this) {
                arrived = true;
                gathering = oneLessComes(flush);
                if (flush.running) {
                    self = new Waiter();
                    flush.waiting.add(self);
                } else {
                    flush.running = true;
                }
            }
            wake(gathering);
            return self;
        }

        /** It will not come, or is done. */
        @Override
        public void close() {
            Thread gathering = null;
            synchronized (GroupCommit.this) {
                if (!arrived) {
                    gathering = oneLessComes(flush);
                }
                if (--flush.users == 0) {
                    flushes.remove(key);
                }
            }
            wake(gathering);
        }
    }

    /** Who is to be woken because nobody comes any more. */
    private static @Nullable Thread oneLessComes(Flush flush) {
        return --flush.coming == 0 ? flush.gathering : null;
    }

    private static void wake(@Nullable Thread thread) {
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private Turn awaitTurn(Flush flush, Waiter self) throws VfsException {
        long deadline = System.nanoTime() + patienceNanos;
        for (Turn turn = self.turn; true; turn = self.turn) {
            if (turn != Turn.WAITS) {
                return turn;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                synchronized (this) {
                    if (flush.waiting.remove(self)) {
                        throw new VfsException(VfsError.JUKEBOX, "a flush of this object does not end");
                    }
                }
                // The flush that is to serve it runs, or the next one is its own to begin.
                if (self.turn == Turn.WAITS) {
                    throw new VfsException(VfsError.JUKEBOX, "a flush of this object does not end");
                }
                continue;
            }
            LockSupport.parkNanos(this, left);
            // Whoever interrupted: a flag that stays raised would close the FileChannel which this call goes on to use.
            Thread.interrupted();
        }
    }

    private void lead(Flush flush, Key key, Writable writable) throws IOException {
        ArrayDeque<Waiter> served = gather(flush);
        FlushEvent event = new FlushEvent();
        event.calls = 1 + served.size();
        @Nullable IOException failure = new IOException("the flush broke off");
        try {
            event.begin();
            writable.commit(key.object);
            failure = null;
        } catch (IOException e) {
            failure = e;
            throw e;
        } finally {
            event.record(key.fileSystem, failure);
            if (failure != null && mayHaveLostData(failure)) {
                verifier.change();
            }
            end(flush, served, failure);
        }
    }

    /** Those that the flush will serve: whoever comes from now on may be too late for it. */
    private ArrayDeque<Waiter> gather(Flush flush) {
        long deadline = 0;
        while (true) {
            long left;
            synchronized (this) {
                long now = flush.coming == 0 ? 0 : System.nanoTime();
                deadline = deadline == 0 ? now + gatherNanos : deadline;
                left = deadline - now;
                if (flush.coming == 0 || left <= 0) {
                    flush.gathering = null;
                    ArrayDeque<Waiter> served = flush.waiting;
                    flush.waiting = new ArrayDeque<>();
                    return served;
                }
                flush.gathering = Thread.currentThread();
            }
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
        }
    }

    private void end(Flush flush, ArrayDeque<Waiter> served, @Nullable IOException failure) {
        Waiter next;
        synchronized (this) {
            next = flush.waiting.poll();
            flush.running = next != null;
            if (next != null) {
                next.turn = Turn.LEADS;
            }
        }
        if (next != null) {
            LockSupport.unpark(next.thread);
        }
        for (Waiter each : served) {
            each.failure = failure;
            each.turn = Turn.SERVED;
            LockSupport.unpark(each.thread);
        }
    }

    private static boolean mayHaveLostData(IOException failure) {
        VfsError error = VfsException.errorOf(failure);
        return error != VfsError.STALE && error != VfsError.BADHANDLE; // gone, with all that was to be flushed
    }
}
