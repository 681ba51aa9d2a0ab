package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.rpc.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that asks a host: what all of them have in common. */
abstract class Remote implements Callable<Integer> {
    static final int FAILED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST", description = "Name or address.")
    String host = "";

    @Option(names = "--udp", description = "Ask by UDP rather than TCP.")
    boolean udp;

    @Option(
            names = "--portmap",
            paramLabel = "PORT",
            defaultValue = "111",
            description = "Where the port mapper listens (default: ${DEFAULT-VALUE}).")
    int portmap;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for each answer (default: ${DEFAULT-VALUE}).")
    double timeout;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    /** Asks, and prints. The exit status. */
    abstract int ask(InetAddress address, PrintWriter out) throws IOException;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter err = command.commandLine().getErr();
        try {
            return ask(InetAddress.getByName(host), command.commandLine().getOut());
        } catch (UnknownHostException e) {
            throw new ParameterException(command.commandLine(), "unknown host " + Printable.of(host));
        } catch (IOException e) {
            err.println("%s: %s: %s".formatted(command.qualifiedName(), Printable.of(host), explained(e)));
            return FAILED;
        }
    }

    private static String explained(IOException e) {
        String message = Printable.of(String.valueOf(e.getMessage()));
        return e instanceof ConnectException ? "nobody listens there: " + message : message;
    }

    NfsClient.Builder client(InetAddress address) {
        return client(address, udp ? Protocol.UDP : Protocol.TCP);
    }

    NfsClient.Builder client(InetAddress address, Protocol protocol) {
        return NfsClient.builder(address)
                .protocol(protocol)
                .portmapPort(portmap)
                .timeout(Duration.ofMillis(Math.max(1, Math.round(timeout * 1000))));
    }
}
