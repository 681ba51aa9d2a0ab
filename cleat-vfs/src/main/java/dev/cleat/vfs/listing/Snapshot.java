package dev.cleat.vfs.listing;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.hash.SipHash;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of a directory at one moment, in the order of their positions. A position is a hash of the name alone: it means
 * the same in every snapshot, so that a walk may go on in a later one, between names that are gone, and misses nothing that
 * stayed. The cookie of a name is the position of the next.
 */
public final class Snapshot {
    /** 0 is the start of a listing, 1 and 2 stand for "." and "..". */
    private static final long FIRST_POSITION = 3;

    private static final long END = Long.MAX_VALUE;

    private final Name[] names;
    private final long[] positions;
    private final @Nullable Instant version;
    private final Instant taken;

    Snapshot(List<Name> names, SipHash hash, @Nullable Instant version, Instant taken) {
        record Hashed(Name name, long hash) {}
        List<Hashed> hashed = names.stream()
                .map(name -> new Hashed(name, Math.max(FIRST_POSITION, hash.hash(name) >>> 1)))
                .sorted(Comparator.comparingLong(Hashed::hash).thenComparing(Hashed::name))
                .toList();
        this.names = hashed.stream().map(Hashed::name).toArray(Name[]::new);
        this.positions = new long[names.size()];
        long last = 0;
        for (int i = 0; i < positions.length; i++) {
            // Names that share a hash are next to each other and take the numbers behind it.
            last = Math.max(last + 1, hashed.get(i).hash);
            positions[i] = last;
        }
        this.version = version;
        this.taken = taken;
    }

    public int size() {
        return names.length;
    }

    public Name name(int index) {
        return names[index];
    }

    public long cookie(int index) {
        return index + 1 < positions.length ? positions[index + 1] : END;
    }

    /** The index of the first name behind this cookie, or at this position; {@link #size} where there is none. */
    public int after(long cookie) {
        if (cookie < 0) {
            return positions.length;
        }
        int found = Arrays.binarySearch(positions, cookie);
        return found >= 0 ? found : -found - 1;
    }

    Instant taken() {
        return taken;
    }

    /** When the directory last changed, as it said itself when this was taken. */
    @Nullable Instant version() {
        return version;
    }
}
