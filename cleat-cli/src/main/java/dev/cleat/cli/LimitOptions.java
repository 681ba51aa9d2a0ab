package dev.cleat.cli;

import dev.cleat.server.ServerLimits;
import dev.cleat.server.ServerOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of {@code serve} that bound what clients and back ends may take. */
final class LimitOptions {
    private static final ServerLimits DEFAULT = ServerLimits.DEFAULT;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = "TCP connections in total (default ${DEFAULT-VALUE}).")
    private int connections = DEFAULT.connections();

    @Option(
            names = "--max-connections-per-client",
            paramLabel = "N",
            description = "TCP connections from one address (default ${DEFAULT-VALUE}).")
    private int connectionsPerClient = DEFAULT.connectionsPerAddress();

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            description = "Calls of one connection under way at a time (default ${DEFAULT-VALUE}).")
    private int calls = DEFAULT.callsInFlight();

    @Option(
            names = "--max-record",
            paramLabel = "BYTES",
            description = "Longest message; a write carries 1024 bytes less (default ${DEFAULT-VALUE}).")
    private int record = DEFAULT.recordBytes();

    @Option(
            names = "--max-buffers",
            paramLabel = "BYTES",
            description = "Memory of messages and file data (default ${DEFAULT-VALUE}).")
    private long buffers = DEFAULT.bufferBytes();

    @Option(
            names = "--max-queued-replies",
            paramLabel = "BYTES",
            description = "Replies that a client may leave lying (default ${DEFAULT-VALUE}).")
    private int queuedReplies = DEFAULT.queuedAnswerBytes();

    @Option(
            names = "--max-mounts",
            paramLabel = "N",
            description = "Mounts remembered for showmount -a (default ${DEFAULT-VALUE}).")
    private int mounts = DEFAULT.rememberedMounts();

    @Option(
            names = "--max-cached-replies",
            paramLabel = "N",
            description = "Replies kept for calls that come twice (default ${DEFAULT-VALUE}).")
    private int cachedReplies = DEFAULT.keptAnswers();

    @Option(
            names = "--max-open-files",
            paramLabel = "N",
            description =
                    "Files and folders kept open for each export, by the Linux back end (default, and most for all"
                            + " exports together: an eighth of the process's limit).")
    private int openFiles = Integer.MAX_VALUE;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "After this long a client whose files do not answer is told to try again later"
                    + " (default ${DEFAULT-VALUE}; 0 = never).")
    private int patience = 10;

    /**
     * @throws IllegalArgumentException with a line for the user
     */
    ServerOptions on(ServerOptions options) {
        ServerLimits limits = DEFAULT.withConnections(connections, connectionsPerClient)
                .withCallsInFlight(calls)
                .withBuffers(buffers, record)
                .withQueuedAnswerBytes(queuedReplies)
                .withRememberedMounts(mounts)
                .withKeptAnswers(cachedReplies);
        return options.withLimits(limits).withPatience(patience == 0 ? null : Duration.ofSeconds(patience));
    }

    /** How many a back end keeps open at most. */
    int openFiles() {
        if (openFiles < 1) {
            throw new IllegalArgumentException("open files: " + openFiles + " is less than 1");
        }
        return openFiles;
    }
}
