package dev.cleat.vfs.listing;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.hash.SipHash;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest snapshots of directories, shared by all who walk through them, so that a walk over many pages does not read the
 * whole directory for each.
 *
 * <p>A walk that begins gets a snapshot of that moment, or an older one of a directory that says it has not changed since. A
 * walk that goes on may get one that is two seconds old. Either has all that existed during the whole of the walk.
 *
 * <p>All state is guarded by {@code this}; directories are read without holding it.
 */
public final class Snapshots {
    private static final int MAX_NAMES = 200_000;
    /** File systems date changes by a clock that may stand still for so long (FAT). */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final SipHash hash;
    private final InstantSource clock;
    private final int maxNames;
    private final Map<FileId, Snapshot> snapshots = new LinkedHashMap<>(16, 0.75f, true);
    private int total;

    /** Where the names of a directory come from. */
    public interface Source {
        /** The names, in any order, each once. */
        List<Name> names() throws IOException;
    }

    /**
     * @param hash what cookies are made with; with the same key they hold over a restart
     */
    public Snapshots(SipHash hash, InstantSource clock) {
        this(hash, clock, MAX_NAMES);
    }

    Snapshots(SipHash hash, InstantSource clock, int maxNames) {
        this.hash = hash;
        this.clock = clock;
        this.maxNames = maxNames;
    }

    /**
     * A snapshot for a call of {@link dev.cleat.vfs.Vfs#list}.
     *
     * @param changed when the directory last changed, as asked of it for this call; null where it cannot tell
     */
    public Snapshot take(FileId directory, long cookie, @Nullable Instant changed, Source source) throws IOException {
        Instant now = clock.instant();
        Snapshot known = find(directory);
        if (known != null && (unchanged(known, changed) || (cookie != 0 && isYoung(known, now)))) {
            return known;
        }
        Snapshot taken = new Snapshot(new ArrayList<>(source.names()), hash, changed, now);
        keep(directory, taken);
        return taken;
    }

    /** Not what the clock says is yet to be taken: it has been put back, who knows how long ago. */
    private static boolean isYoung(Snapshot known, Instant now) {
        return !known.taken().isAfter(now) && known.taken().plus(TICK).isAfter(now);
    }

    /** What changed within the tick in which the snapshot was taken may bear the same date. */
    private static boolean unchanged(Snapshot known, @Nullable Instant changed) {
        return changed != null
                && changed.equals(known.version())
                && changed.plus(TICK).isBefore(known.taken());
    }

    private synchronized @Nullable Snapshot find(FileId directory) {
        return snapshots.get(directory);
    }

    private synchronized void keep(FileId directory, Snapshot taken) {
        Snapshot before = snapshots.get(directory);
        if (before != null && before.taken().isAfter(taken.taken())) {
            // A walk that began with the later one may have names that this one lacks.
            return;
        }
        snapshots.put(directory, taken);
        total += taken.size() - (before == null ? 0 : before.size());
        Iterator<Snapshot> oldest = snapshots.values().iterator();
        while (total > maxNames && snapshots.size() > 1) {
            total -= oldest.next().size();
            oldest.remove();
        }
    }
}
