package dev.cleat.export.file;

import dev.cleat.export.GroupLookup;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/**
 * The users that a {@link GroupLookup} was asked about, for as long as its answers count. One thread asks about a user, others
 * who want to know wait for it.
 *
 * <p>Locking: a concurrent map; the lookup is called under no lock.
 */
final class KnownUsers {
    /** A change of the user database is heard of within this time. */
    static final Duration LIFETIME = Duration.ofMinutes(1);

    static final int MOST = 4096;

    private final GroupLookup lookup;
    private final LongSupplier ticker;
    private final ConcurrentHashMap<Integer, Question> questions = new ConcurrentHashMap<>();

    private static final class Question extends FutureTask<KnownUser> {
        private final long asked;

        Question(GroupLookup lookup, int uid, long asked) {
            super(() -> new KnownUser(lookup.find(uid)));
            this.asked = asked;
        }

        boolean counts(long now) {
            return now - asked < LIFETIME.toNanos();
        }
    }

    /**
     * @param ticker as {@link System#nanoTime}
     */
    KnownUsers(GroupLookup lookup, LongSupplier ticker) {
        this.lookup = lookup;
        this.ticker = ticker;
    }

    /**
     * The same object for as long as the answer counts.
     *
     * @throws VfsException {@link VfsError#WOULD_BLOCK} where that is not known yet and the thread may not wait;
     *     {@link VfsError#JUKEBOX} where the lookup failed
     */
    KnownUser of(int uid, boolean mayBlock) throws VfsException {
        long now = ticker.getAsLong();
        Question question = questions.get(uid);
        if (question != null && question.counts(now) && (mayBlock || question.isDone())) {
            return answer(uid, question);
        }
        if (!mayBlock) {
            throw new VfsException(VfsError.WOULD_BLOCK);
        }
        makeRoom(now);
        Question mine = new Question(lookup, uid, now);
        Question first = questions.compute(uid, (number, other) -> other != null && other.counts(now) ? other : mine);
        if (first.equals(mine)) {
            mine.run();
        }
        return answer(uid, first);
    }

    int size() {
        return questions.size();
    }

    private void makeRoom(long now) {
        if (questions.size() >= MOST) {
            questions.values().removeIf(question -> !question.counts(now));
        }
        if (questions.size() >= MOST) {
            questions.clear(); // numbers that somebody makes up: who is real is soon known again
        }
    }

    private KnownUser answer(int uid, Question question) throws VfsException {
        try {
            return question.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VfsException(VfsError.JUKEBOX, "interrupted");
        } catch (ExecutionException e) {
            questions.remove(uid, question);
            if (e.getCause() instanceof IOException failure) {
                throw new VfsException(
                        VfsError.JUKEBOX,
                        "groups of user " + Integer.toUnsignedString(uid) + ": " + failure.getMessage());
            }
            throw new IllegalStateException("the lookup of groups has a bug", e.getCause());
        }
    }
}
