package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.client.NfsUrl;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.auth.Credential;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the servers of URLs are reached, and as whom. */
final class ServerOptions {
    private static final int NOBODY = 65534;

    @Option(names = "--udp", description = "By UDP rather than TCP.")
    private boolean udp;

    @Option(
            names = "--portmap",
            paramLabel = "PORT",
            defaultValue = "111",
            description = "Where the port mapper listens, for URLs without a port (default: ${DEFAULT-VALUE}).")
    private int portmap;

    @Option(
            names = "--mount-port",
            paramLabel = "PORT",
            description = "Where MOUNT listens (default: as NFS, or asked).")
    private @Nullable Integer mountPort;

    @Option(names = "--uid", paramLabel = "N", description = "As this user (default: whoever runs this).")
    private @Nullable Integer uid;

    @Option(names = "--gid", paramLabel = "N", description = "With this group.")
    private @Nullable Integer gid;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for each answer (default: ${DEFAULT-VALUE}).")
    private double timeout;

    NfsClient client(NfsUrl url) throws IOException {
        NfsClient.Builder builder = NfsClient.builder(url)
                .protocol(udp ? Protocol.UDP : Protocol.TCP)
                .portmapPort(portmap)
                .credential(credential())
                .timeout(Duration.ofMillis(Math.max(1, Math.round(timeout * 1000))));
        if (mountPort != null) {
            builder.mountPort(mountPort);
        }
        // As the system's own client does; some servers insist.
        return HostUser.id() == 0 ? builder.privilegedPort().build() : builder.build();
    }

    private Credential credential() throws IOException {
        int user = uid != null ? uid : known(HostUser.id());
        int group = gid != null ? gid : known(HostUser.group());
        return new Credential.Sys(0, "", user, group, List.of());
    }

    private static int known(int number) {
        return number == -1 ? NOBODY : number;
    }
}
