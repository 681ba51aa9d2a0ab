package dev.cleat.vfs.idmap;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Identities that notice when another object has taken a place: their first half is a stamp, made of what never changes about
 * an object and can be asked of it at any time (its type, its inode number), and their second half is random.
 *
 * <p>A new identity is given below the lock of its place, one of {@code locks}, so that two callers who meet a new object
 * agree about it.
 */
public final class StampedIds {
    private static final int LOCKS = 64;

    private final IdMap ids;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final SplittableRandom random;

    public StampedIds(IdMap ids) {
        this.ids = ids;
        this.random = new SplittableRandom(new SecureRandom().nextLong());
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** Whether an object with this stamp can be the one that has this identity. */
    public static boolean fits(FileId file, long stamp) {
        return file.high() == stamp;
    }

    /** The identity of the object with this stamp that was seen at this place. */
    public FileId identify(Place place, long stamp) throws IOException {
        FileId known = known(place, stamp);
        if (known != null) {
            return known;
        }
        ReentrantLock lock = locks[place.hashCode() & (LOCKS - 1)];
        lock.lock();
        try {
            known = known(place, stamp);
            if (known == null) {
                known = fresh(stamp);
                ids.link(known, place);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable FileId known(Place place, long stamp) throws IOException {
        FileId known = ids.find(place);
        return known != null && fits(known, stamp) ? known : null;
    }

    /** An identity that was never given before. Its second half is neither 0 nor 1: those are left for roots. */
    public FileId fresh(long stamp) {
        synchronized (random) {
            return new FileId(stamp, random.nextLong() | 2);
        }
    }
}
