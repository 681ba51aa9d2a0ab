package dev.cleat.cli;

import dev.cleat.export.ClientRule;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.linux.HostUsers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code cleat serve} that say who may come, and as whom. What is wrong is an IllegalArgumentException. */
final class AccessOptions {
    @Option(names = "--read-only", description = "Nothing can be changed.")
    private boolean readOnly;

    @Option(
            names = "--squash",
            paramLabel = "root|all|none",
            defaultValue = "root",
            description = "Whose identity becomes the anonymous one (default ${DEFAULT-VALUE}).")
    private String squash = "";

    @Option(names = "--anon", paramLabel = "UID:GID", description = "The anonymous identity (default 65534:65534).")
    private @Nullable String anonymous;

    @Option(
            names = "--groups",
            paramLabel = "client|host",
            defaultValue = "client",
            description = {
                "Who tells the groups of a user: the client, which can name 16 (default),",
                "or this host's user database, which knows all, and does not believe the client."
            })
    private String groups = "";

    @Option(
            names = "--allow",
            paramLabel = "CLIENT",
            description =
                    "Who may come: an address, address/prefix, host name or * (repeatable; default: this machine).")
    private List<String> allow = new ArrayList<>();

    @Option(names = "--secure", description = "Only from ports below 1024.")
    private boolean secure;

    /** With what the user said. */
    ExportOptions on(ExportOptions given) {
        ExportOptions options = given.withReadOnly(readOnly)
                .withSquash(Squash.valueOf(Choice.of("--squash", squash, List.of("root", "all", "none"))
                        .toUpperCase(Locale.ROOT)))
                .withPrivilegedPorts(secure);
        if (anonymous != null) {
            String[] parts = anonymous.split(":", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("--anon takes UID:GID, not " + anonymous);
            }
            options = options.withAnonymous(identity(parts[0]), identity(parts[1]));
        }
        return allow.isEmpty()
                ? options
                : options.withClients(allow.stream().map(ClientRule::parse).toList());
    }

    private static int identity(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--anon takes numbers, not " + text, e);
        }
    }

    /** Whether groups of users are looked up here. */
    boolean asksHostForGroups() {
        boolean asks = Choice.of("--groups", groups, List.of("client", "host")).equals("host");
        if (asks && !HostUsers.isSupported()) {
            throw new IllegalArgumentException(
                    "--groups host: the groups of this host's users can be looked up on Linux alone");
        }
        return asks;
    }

    /** Whether the user said who may come. */
    boolean isOpened() {
        return !allow.isEmpty();
    }
}
