package dev.cleat.export.file;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes whose callers were told to ask again later, and that were made all the same. When the same caller asks for the same
 * again, and that fails because it has been done, then it was he who did it: the answer is "done", once (docs/decisions/0009).
 *
 * <p>Bounded, and each for some minutes only, whatever is done to the machine's clock. Guarded by this object.
 */
final class LateChanges {
    /** Every client asks again sooner, or not at all. */
    private static final long LIFETIME_NANOS = Duration.ofMinutes(5).toNanos();

    private static final int CAPACITY = 1024;

    /** What was done, in all that the caller said. */
    sealed interface Deed {
        record Create(FileId directory, Name name, NewObject object) implements Deed {}

        record Link(FileId file, FileId directory, Name name) implements Deed {}

        record Remove(FileId directory, Name name, boolean isDirectory) implements Deed {}

        record Rename(FileId fromDirectory, Name from, FileId toDirectory, Name to) implements Deed {}

        record Guarded(FileId file, SetAttributes changes, Instant guard) implements Deed {}
    }

    /** A deed and who did it, on which file system. */
    record Key(InetAddress client, Caller caller, Vfs vfs, Deed deed) {}

    private record Late(FileId object, long since) {}

    private final LongSupplier ticker;
    private final Map<Key, Late> changes = new LinkedHashMap<>();

    /**
     * @param ticker tells the time as {@link System#nanoTime} does
     */
    LateChanges(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /**
     * @param object what the deed made, or on what it was done
     */
    synchronized void put(Key key, FileId object) {
        long now = ticker.getAsLong();
        changes.remove(key);
        changes.put(key, new Late(object, now));
        Iterator<Late> oldest = changes.values().iterator();
        while (oldest.hasNext() && (isOver(oldest.next(), now) || changes.size() > CAPACITY)) {
            oldest.remove();
        }
    }

    /** What the deed was done on, or null if it was not done so. */
    synchronized @Nullable FileId find(Key key) {
        Late late = changes.get(key);
        return late == null || isOver(late, ticker.getAsLong()) ? null : late.object;
    }

    private static boolean isOver(Late late, long now) {
        return now - late.since > LIFETIME_NANOS;
    }

    /** Whether it was there: of several who ask for one change, one has it. */
    synchronized boolean take(Key key) {
        return changes.remove(key) != null;
    }
}
