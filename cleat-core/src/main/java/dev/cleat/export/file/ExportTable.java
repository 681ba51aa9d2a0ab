package dev.cleat.export.file;

import dev.cleat.export.Export;
import dev.cleat.export.ExportIds;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.GroupLookup;
import dev.cleat.export.HandleKey;
import dev.cleat.rpc.Call;
import dev.cleat.rpc.LateCalls;
import dev.cleat.rpc.Patience;
import dev.cleat.rpc.Placement;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
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
    private final HandleSeal seal;
    private final ExportIds ids;
    private final InstantSource clock;
    private final WriteVerifier verifier;
    private final Patience patience;
    private final LateChanges lateChanges;
    private final GroupCommit commits;
    /** By identity, and no longer than somebody knows them: calls may still run when an export is replaced. */
    private final Map<Vfs, ServedVfs> served = new WeakHashMap<>();

    private volatile Snapshot snapshot;
    private volatile @Nullable KnownUsers users;

    /** Sorted by id, the listing root first. */
    private record Snapshot(List<ActiveExport> all) {
        @Nullable ActiveExport byId(int id) {
            int low = 0;
            int high = all.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                ActiveExport candidate = all.get(middle);
                if (candidate.id() == id) {
                    return candidate;
                }
                if (candidate.id() < id) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return null;
        }

        @Nullable ActiveExport byName(String name) {
            for (ActiveExport candidate : all) {
                if (candidate.id() != ExportIds.LISTING
                        && candidate.export().name().equals(name)) {
                    return candidate;
                }
            }
            return null;
        }

        List<ActiveExport> exports() {
            return all.stream()
                    .filter(active -> active.id() != ExportIds.LISTING)
                    .sorted(Comparator.comparing(ActiveExport::name))
                    .toList();
        }
    }

    /** As the other, with endless patience. */
    public ExportTable(HandleKey key, ExportIds ids, InstantSource clock, RandomGenerator random) {
        this(key, ids, clock, random, Patience.ENDLESS);
    }

    /**
     * @param patience for calls that wait for others; that of the threads which carry them out
     */
    public ExportTable(HandleKey key, ExportIds ids, InstantSource clock, RandomGenerator random, Patience patience) {
        this.patience = patience;
        this.lateChanges = new LateChanges(patience.ticker());
        this.seal = new HandleSeal(key);
        this.ids = ids;
        this.clock = clock;
        this.verifier = new WriteVerifier(random);
        this.commits = new GroupCommit(verifier, lockNanos(patience));
        this.snapshot = snapshotOf(List.of());
    }

    /** From the next call on groups are those that the lookup knows, rather than those that clients name. */
    public void askGroups(GroupLookup lookup) {
        users = new KnownUsers(lookup, patience.ticker());
    }

    /** Adds an export, or replaces the one of this name, which is the answer; null if there was none. */
    public synchronized @Nullable Export put(Export export) throws IOException {
        int id = ids.idOf(export.name());
        ActiveExport replaced = snapshot.byId(id);
        Vfs vfs = export.vfs();
        boolean ignoresCase = vfs.limits(vfs.root()).caseInsensitive();
        snapshot = snapshotOf(Stream.concat(
                        snapshot.all.stream().filter(known -> known.id() != id),
                        Stream.of(new ActiveExport(id, export, served(vfs), ignoresCase)))
                .toList());
        return replaced == null ? null : replaced.export();
    }

    /** Removes an export; its handles are stale from the next call on. Calls that run may still be using its file system. */
    public synchronized @Nullable Export remove(String name) {
        ActiveExport known = snapshot.byName(name);
        if (known == null) {
            return null;
        }
        snapshot = snapshotOf(
                snapshot.all.stream().filter(other -> other.id() != known.id()).toList());
        return known.export();
    }

    private Snapshot snapshotOf(List<ActiveExport> active) {
        Stream<ActiveExport> exports = active.stream().filter(known -> known.id() != ExportIds.LISTING);
        List<ActiveExport> sorted =
                exports.sorted(Comparator.comparingInt(ActiveExport::id)).toList();
        List<String> names =
                sorted.stream().map(known -> known.export().name()).sorted().toList();
        ExportOptions everybody = ExportOptions.DEFAULT
                .withReadOnly(true)
                .withClients(sorted.stream()
                        .flatMap(known -> known.export().options().clients().stream())
                        .distinct()
                        .toList());
        Export listing = new Export("exports", null, new ListingRoot(names, clock.instant()), everybody);
        ActiveExport top = new ActiveExport(
                ExportIds.LISTING, listing, new ServedVfs(Long.MAX_VALUE / 2, Integer.MAX_VALUE), false);
        return new Snapshot(Stream.concat(Stream.of(top), sorted.stream()).toList());
    }

    /** By name. */
    public List<Export> exports() {
        return active().stream().map(ActiveExport::export).toList();
    }

    /** By name. */
    List<ActiveExport> active() {
        return snapshot.exports();
    }

    public @Nullable Export export(String name) {
        ActiveExport known = snapshot.byName(name);
        return known == null ? null : known.export();
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
        HandleSeal.Sealed sealed = seal.open(handle);
        ActiveExport active = snapshot.byId(sealed.export());
        if (active == null) {
            throw new VfsException(VfsError.STALE);
        }
        admit(active, call);
        return new ExportedFile(this, active, sealed.file(), call, callerOf(active, call));
    }

    /**
     * The top directory of an export, for MOUNT.
     *
     * @param name of the export, or null for the root that lists them all
     * @throws VfsException {@link VfsError#NOENT}, {@link VfsError#ACCES}
     */
    public ExportedFile root(@Nullable String name, Call call) throws VfsException {
        ActiveExport active = name == null ? snapshot.byId(ExportIds.LISTING) : snapshot.byName(name);
        if (active == null) {
            throw new VfsException(VfsError.NOENT);
        }
        admit(active, call);
        return new ExportedFile(this, active, active.root(), call, callerOf(active, call));
    }

    private Caller callerOf(ActiveExport active, Call call) throws VfsException {
        KnownUsers asked = users;
        KnownUser user = asked != null && call.credential() instanceof Credential.Sys sys && active.believes(sys)
                ? asked.of(sys.uid(), call.mayBlock())
                : null;
        return active.callerOf(call.credential(), user);
    }

    private void admit(ActiveExport export, Call call) throws VfsException {
        if (!export.allows(call.client())) {
            throw new VfsException(VfsError.ACCES);
        }
        if (call.mayBlock()) {
            LateCalls late = export.served().late();
            if (late.areTooMany()) {
                throw new VfsException(VfsError.JUKEBOX, "the back end of " + export.name() + " does not answer");
            }
            call.countAt(late);
        }
    }

    private ServedVfs served(Vfs vfs) {
        return served.computeIfAbsent(vfs, absent -> new ServedVfs(lockNanos(patience), patience.refusedFrom()));
    }

    private static long lockNanos(Patience patience) {
        Duration time = patience.time();
        return time == null ? Long.MAX_VALUE / 2 : time.toNanos();
    }

    /**
     * Where a call on this handle runs.
     *
     * @param reading the call only asks, and may be tried where it was read
     * @param arguments from the position to the limit
     * @param handleAt how far behind the position its handle begins, if there is one
     */
    Placement placement(boolean reading, ByteBuffer arguments, int handleAt) {
        ActiveExport active = snapshot.byId(HandleSeal.exportOf(arguments, handleAt));
        if (active == null) {
            return Placement.EVENT_THREAD; // a refusal takes no time
        }
        return placement(reading, active.export().vfs());
    }

    static Placement placement(boolean reading, Vfs vfs) {
        return switch (vfs.blocking()) {
            case NEVER -> Placement.EVENT_THREAD;
            case DISK -> reading && vfs.immediate() != null ? Placement.EVENT_THREAD_FIRST : Placement.POOL;
            case NETWORK -> Placement.VIRTUAL_THREAD;
        };
    }

    Opaque seal(ActiveExport active, FileId file) {
        return seal.seal(active.id(), file);
    }

    /** The entry of the listing root with this name, or null. */
    @Nullable ActiveExport entryOfListing(ActiveExport directory, Name name) {
        return directory.id() == ExportIds.LISTING ? snapshot.byName(name.toString()) : null;
    }

    LateChanges lateChanges() {
        return lateChanges;
    }

    GroupCommit commits() {
        return commits;
    }

    static boolean neverBlocks(Export export) {
        return export.vfs().blocking() == Blocking.NEVER;
    }
}
