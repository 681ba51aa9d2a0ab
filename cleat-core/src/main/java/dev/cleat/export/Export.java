package dev.cleat.export;

import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Vfs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A file system under a name, with rules.
 *
 * <p>Never changes, but for two caches of decisions that are derived from it alone: each cell holds an immutable pair and may
 * be overwritten by any thread at any time.
 */
public final class Export {
    private static final int CACHE_CELLS = 64;

    private final String name;
    private final @Nullable String hostPath;
    private final Vfs vfs;
    private final ExportOptions options;
    private final AtomicReferenceArray<@Nullable Squashed> callers = new AtomicReferenceArray<>(CACHE_CELLS);
    private final AtomicReferenceArray<@Nullable Admitted> clients = new AtomicReferenceArray<>(CACHE_CELLS);

    private record Squashed(Credential credential, Caller caller) {}

    private record Admitted(InetAddress client, boolean allowed) {}

    /**
     * @param name one path component, by which clients mount it
     * @param hostPath the path that the host knows it by, which can be mounted as well; null where there is none
     */
    public Export(String name, @Nullable String hostPath, Vfs vfs, ExportOptions options) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("no name for an export: \"" + name + "\"");
        }
        this.name = name;
        this.hostPath = hostPath;
        this.vfs = vfs;
        this.options = options;
    }

    public String name() {
        return name;
    }

    public @Nullable String hostPath() {
        return hostPath;
    }

    public Vfs vfs() {
        return vfs;
    }

    public ExportOptions options() {
        return options;
    }

    /** Whether the rules let this client in. Host names may be asked of the resolver, once per client. */
    public boolean allows(InetSocketAddress client) {
        if (options.privilegedPorts() && client.getPort() >= 1024) {
            return false;
        }
        InetAddress address = client.getAddress();
        int cell = address.hashCode() & (CACHE_CELLS - 1);
        Admitted known = clients.get(cell);
        if (known == null || !known.client.equals(address)) {
            known = new Admitted(address, options.clients().stream().anyMatch(rule -> rule.matches(address)));
            clients.set(cell, known);
        }
        return known.allowed;
    }

    /** On whose behalf a call with this credential acts here. */
    Caller callerOf(Credential credential) {
        int cell = System.identityHashCode(credential) & (CACHE_CELLS - 1);
        Squashed known = callers.get(cell);
        if (known == null || !known.credential.equals(credential)) {
            known = new Squashed(credential, squash(credential));
            callers.set(cell, known);
        }
        return known.caller;
    }

    private Caller squash(Credential credential) {
        Caller anonymous = new Caller(options.anonymousUid(), options.anonymousGid());
        return switch (credential) {
            case Credential.None none -> anonymous;
            case Credential.Sys sys ->
                switch (options.squash()) {
                    case ALL -> anonymous;
                    case NONE -> new Caller(sys.uid(), sys.gid(), groups(sys, 0));
                    case ROOT ->
                        sys.uid() == 0
                                ? anonymous
                                : new Caller(
                                        sys.uid(),
                                        sys.gid() == 0 ? options.anonymousGid() : sys.gid(),
                                        groups(sys, options.anonymousGid()));
                };
        };
    }

    private static int[] groups(Credential.Sys sys, int insteadOfRoot) {
        return sys.gids().stream()
                .mapToInt(gid -> gid == 0 ? insteadOfRoot : gid)
                .toArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
