package dev.cleat.vfs.listing;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.hash.SipHash;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of a directory at one moment, in the order of their cookies. A cookie is a hash of the name alone: it means the
 * same in every snapshot, so that a walk may go on in a later one, behind a name that is gone, and misses nothing that
 * stayed.
 */
public final class Snapshot {
    /** 0 is the start of a listing, 1 and 2 stand for "." and "..". */
    private static final long FIRST_COOKIE = 3;

    private final Name[] names;
    private final long[] cookies;
    private final @Nullable Instant version;
    private final Instant taken;

    Snapshot(List<Name> names, SipHash hash, @Nullable Instant version, Instant taken) {
        record Hashed(Name name, long hash) {}
        List<Hashed> hashed = names.stream()
                .map(name -> new Hashed(name, Math.max(FIRST_COOKIE, hash.hash(name) >>> 1)))
                .sorted(Comparator.comparingLong(Hashed::hash).thenComparing(Hashed::name))
                .toList();
        this.names = hashed.stream().map(Hashed::name).toArray(Name[]::new);
        this.cookies = new long[names.size()];
        long last = 0;
        for (int i = 0; i < cookies.length; i++) {
            // Names that share a hash are next to each other and take the numbers behind it.
            last = Math.max(last + 1, hashed.get(i).hash);
            cookies[i] = last;
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
        return cookies[index];
    }

    /** The index of the first name behind this cookie; {@link #size} where there is none. */
    public int after(long cookie) {
        if (cookie < 0) {
            return cookies.length;
        }
        int found = Arrays.binarySearch(cookies, cookie);
        return found >= 0 ? found + 1 : -found - 1;
    }

    Instant taken() {
        return taken;
    }

    /** When the directory last changed, as it said itself when this was taken. */
    @Nullable Instant version() {
        return version;
    }
}
