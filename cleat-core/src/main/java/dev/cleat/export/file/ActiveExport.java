package dev.cleat.export.file;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Vfs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An export that is being served, under its number.
 *
 * <p>Never changes, but for two caches of decisions that are derived from it alone: each cell holds an immutable pair and may
 * be overwritten by any thread at any time.
 */
final class ActiveExport {
    private static final int CACHE_CELLS = 64;

    private final int id;
    private final Export export;
    private final ServedVfs served;
    private final FileId root;
    private final HostPath hostPath;
    private final boolean ignoresCase;
    private final AtomicReferenceArray<@Nullable Squashed> callers = new AtomicReferenceArray<>(CACHE_CELLS);
    private final AtomicReferenceArray<@Nullable Admitted> clients = new AtomicReferenceArray<>(CACHE_CELLS);

    private record Squashed(Credential credential, @Nullable KnownUser user, Caller caller) {}

    private record Admitted(InetAddress client, boolean allowed) {}

    /**
     * @param ignoresCase whether names that differ in case alone are the same to its file system
     */
    ActiveExport(int id, Export export, ServedVfs served, boolean ignoresCase) {
        this.id = id;
        this.export = export;
        this.served = served;
        this.root = export.vfs().root();
        this.hostPath = HostPath.of(export.hostPath());
        this.ignoresCase = ignoresCase;
    }

    /** {@link HostPath#NONE} where there is none. */
    HostPath hostPath() {
        return hostPath;
    }

    boolean ignoresCase() {
        return ignoresCase;
    }

    int id() {
        return id;
    }

    Export export() {
        return export;
    }

    String name() {
        return export.name();
    }

    Vfs vfs() {
        return export.vfs();
    }

    /** What this export shares with others of the same file system. */
    ServedVfs served() {
        return served;
    }

    ExportOptions options() {
        return export.options();
    }

    FileId root() {
        return root;
    }

    /** Whether the rules let this client in. Host names may be asked of the resolver, once per client. */
    boolean allows(InetSocketAddress client) {
        if (options().privilegedPorts() && client.getPort() >= 1024) {
            return false;
        }
        InetAddress address = client.getAddress();
        int cell = address.hashCode() & (CACHE_CELLS - 1);
        Admitted known = clients.get(cell);
        if (known == null || !known.client.equals(address)) {
            known = new Admitted(address, options().clients().stream().anyMatch(rule -> rule.matches(address)));
            clients.set(cell, known);
        }
        return known.allowed;
    }

    /** Whether it matters to which groups the user of this credential belongs. */
    boolean believes(Credential.Sys sys) {
        return options().squash() != Squash.ALL && sys.uid() != 0;
    }

    /**
     * On whose behalf a call with this credential acts here.
     *
     * @param user whose groups count in place of those that were sent; null where these are believed
     */
    @SuppressWarnings("ReferenceEquality") // as long as it counts, what is known of a user is one object
    Caller callerOf(Credential credential, @Nullable KnownUser user) {
        int cell = System.identityHashCode(credential) & (CACHE_CELLS - 1);
        Squashed known = callers.get(cell);
        if (known == null || known.user != user || !known.credential.equals(credential)) {
            known = new Squashed(credential, user, squash(credential, user));
            callers.set(cell, known);
        }
        return known.caller;
    }

    private Caller squash(Credential credential, @Nullable KnownUser user) {
        ExportOptions rules = options();
        Caller anonymous = new Caller(rules.anonymousUid(), rules.anonymousGid());
        return switch (credential) {
            case Credential.None none -> anonymous;
            case Credential.Sys sys ->
                switch (rules.squash()) {
                    case ALL -> anonymous;
                    case NONE -> named(sys, user, 0);
                    case ROOT -> sys.uid() == 0 ? anonymous : named(sys, user, rules.anonymousGid());
                };
        };
    }

    private Caller named(Credential.Sys sys, @Nullable KnownUser user, int insteadOfRoot) {
        int gid = user == null ? sys.gid() : user.gidOf(sys.gid(), options().anonymousGid());
        IntStream gids = user == null ? sys.gids().stream().mapToInt(Integer::intValue) : Arrays.stream(user.gids());
        return new Caller(
                sys.uid(),
                gid == 0 ? insteadOfRoot : gid,
                gids.map(group -> group == 0 ? insteadOfRoot : group).toArray());
    }
}
