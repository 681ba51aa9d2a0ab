package dev.cleat.export;

import dev.cleat.rpc.Call;
import dev.cleat.rpc.Placement;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The exports of a server, and the way from a handle to a file.
 *
 * <p>Exports come and go while the server runs: a change replaces the whole immutable snapshot, under this object's lock, and
 * takes effect with the next call. Calls read the snapshot without a lock.
 */
public final class ExportTable {
    private final HandleKey key;
    private final ExportIds ids;
    private final InstantSource clock;
    private final WriteVerifier verifier;
    private final ObjectLocks locks = new ObjectLocks();
    private final GroupCommit commits;
    private volatile Snapshot snapshot;

    /** Sorted by id, the listing root first. */
    private record Snapshot(List<Numbered> all) {
        @Nullable Numbered byId(int id) {
            int low = 0;
            int high = all.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                Numbered candidate = all.get(middle);
                if (candidate.id == id) {
                    return candidate;
                }
                if (candidate.id < id) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return null;
        }

        @Nullable Numbered byName(String name) {
            for (Numbered candidate : all) {
                if (candidate.id != ExportIds.LISTING && candidate.export.name().equals(name)) {
                    return candidate;
                }
            }
            return null;
        }

        Stream<Export> exports() {
            return all.stream()
                    .filter(numbered -> numbered.id != ExportIds.LISTING)
                    .map(Numbered::export)
                    .sorted(Comparator.comparing(Export::name));
        }
    }

    record Numbered(int id, Export export) {}

    public ExportTable(HandleKey key, ExportIds ids, InstantSource clock, RandomGenerator random) {
        this.key = key;
        this.ids = ids;
        this.clock = clock;
        this.verifier = new WriteVerifier(random);
        this.commits = new GroupCommit(verifier);
        this.snapshot = snapshotOf(List.of());
    }

    /** Adds an export, or replaces the one of this name. */
    public synchronized void put(Export export) throws IOException {
        int id = ids.idOf(export.name());
        snapshot = snapshotOf(Stream.concat(
                        snapshot.all.stream().filter(known -> known.id != id), Stream.of(new Numbered(id, export)))
                .toList());
    }

    /** Removes an export; its handles are stale from the next call on. Calls that run may still be using its file system. */
    public synchronized @Nullable Export remove(String name) {
        Numbered known = snapshot.byName(name);
        if (known == null) {
            return null;
        }
        snapshot = snapshotOf(
                snapshot.all.stream().filter(other -> other.id != known.id).toList());
        return known.export;
    }

    private Snapshot snapshotOf(List<Numbered> numbered) {
        Stream<Numbered> exports = numbered.stream().filter(known -> known.id != ExportIds.LISTING);
        List<Numbered> sorted =
                exports.sorted(Comparator.comparingInt(Numbered::id)).toList();
        List<String> names =
                sorted.stream().map(known -> known.export.name()).sorted().toList();
        ExportOptions everybody = ExportOptions.DEFAULT
                .withReadOnly(true)
                .withClients(sorted.stream()
                        .flatMap(known -> known.export.options().clients().stream())
                        .distinct()
                        .toList());
        Export listing = new Export("exports", null, new ListingRoot(names, clock.instant()), everybody);
        return new Snapshot(Stream.concat(Stream.of(new Numbered(ExportIds.LISTING, listing)), sorted.stream())
                .toList());
    }

    /** By name. */
    public List<Export> exports() {
        return snapshot.exports().toList();
    }

    public @Nullable Export export(String name) {
        Numbered known = snapshot.byName(name);
        return known == null ? null : known.export;
    }

    public WriteVerifier verifier() {
        return verifier;
    }

    /**
     * The file that a handle names, as this call's client may see it.
     *
     * @throws VfsException {@link VfsError#BADHANDLE} where this server never made the handle; {@link VfsError#STALE} where the
     *     export is gone; {@link VfsError#ACCES} where the export's rules keep the client out
     */
    public ExportedFile open(Opaque handle, Call call) throws VfsException {
        HandleKey.Sealed sealed = key.open(handle);
        Numbered numbered = snapshot.byId(sealed.export());
        if (numbered == null) {
            throw new VfsException(VfsError.STALE);
        }
        admit(numbered.export, call.client());
        return new ExportedFile(this, numbered, sealed.file(), call);
    }

    /**
     * The top directory of an export, for MOUNT.
     *
     * @param name of the export, or null for the root that lists them all
     * @throws VfsException {@link VfsError#NOENT}, {@link VfsError#ACCES}
     */
    public ExportedFile root(@Nullable String name, Call call) throws VfsException {
        Numbered numbered = name == null ? snapshot.byId(ExportIds.LISTING) : snapshot.byName(name);
        if (numbered == null) {
            throw new VfsException(VfsError.NOENT);
        }
        admit(numbered.export, call.client());
        return new ExportedFile(this, numbered, numbered.export.vfs().root(), call);
    }

    private static void admit(Export export, InetSocketAddress client) throws VfsException {
        if (!export.allows(client)) {
            throw new VfsException(VfsError.ACCES);
        }
    }

    /**
     * Where calls on these handles run.
     *
     * @param reading the call only asks, and may be tried where it was read
     */
    public Placement placement(boolean reading, Opaque... handles) {
        return Arrays.stream(handles)
                .map(handle -> placement(reading, handle))
                .max(Comparator.naturalOrder())
                .orElse(Placement.EVENT_THREAD);
    }

    /** The same for one handle. */
    public Placement placement(boolean reading, Opaque handle) {
        Numbered numbered = snapshot.byId(HandleKey.exportOf(handle));
        if (numbered == null) {
            return Placement.EVENT_THREAD; // a refusal takes no time
        }
        Vfs vfs = numbered.export.vfs();
        return switch (vfs.blocking()) {
            case NEVER -> Placement.EVENT_THREAD;
            case DISK -> reading && vfs.immediate() != null ? Placement.EVENT_THREAD_FIRST : Placement.POOL;
            case NETWORK -> Placement.VIRTUAL_THREAD;
        };
    }

    Opaque seal(Numbered numbered, FileId file) {
        return key.seal(numbered.id, file);
    }

    /** The entry of the listing root with this name, or null. */
    @Nullable Numbered entryOfListing(Numbered directory, String name) {
        return directory.id == ExportIds.LISTING ? snapshot.byName(name) : null;
    }

    ObjectLocks locks() {
        return locks;
    }

    GroupCommit commits() {
        return commits;
    }

    static boolean neverBlocks(Export export) {
        return export.vfs().blocking() == Blocking.NEVER;
    }
}
