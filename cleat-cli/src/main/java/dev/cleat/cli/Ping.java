package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.RpcException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how soon an NFS server answers when there is nothing to do. */
@Command(name = "ping", description = "Calls procedure 0 of an NFS server and shows how long each answer takes.")
final class Ping extends Remote {
    private static final int NFS = 100003;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where NFS listens, instead of asking the port mapper.")
    private int port;

    @Option(
            names = "--vers",
            paramLabel = "VERSION",
            defaultValue = "3",
            description = "The version of NFS (default: ${DEFAULT-VALUE}).")
    private int version;

    @Option(
            names = "-c",
            paramLabel = "COUNT",
            defaultValue = "4",
            description = "How many calls (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "-i",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How long to wait between calls (default: ${DEFAULT-VALUE}).")
    private double interval;

    @Override
    int ask(InetAddress address, PrintWriter out) throws IOException {
        NfsClient.Builder builder = client(address);
        if (port != 0) {
            builder.port(NFS, port);
        }
        ProgramVersion nfs = new ProgramVersion(NFS, version, "NFS version " + version);
        try (NfsClient client = builder.build()) {
            out.println("PING %s (%s): %s over %s at port %d"
                    .formatted(
                            Printable.of(host),
                            address.getHostAddress(),
                            nfs.name(),
                            udp ? "UDP" : "TCP",
                            client.port(nfs)));
            client.call(new Null(nfs)); // connects, so that none of those that count does
            List<Double> times = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                pause(i == 1 ? 0 : interval);
                times.addAll(ping(client, nfs, i, out));
            }
            out.println(summary(times));
            return times.size() == count ? 0 : FAILED;
        } finally {
            out.flush();
        }
    }

    /** The time in milliseconds, or nothing where there was no answer. */
    private static List<Double> ping(NfsClient client, ProgramVersion nfs, int number, PrintWriter out)
            throws IOException {
        long start = System.nanoTime();
        try {
            client.call(new Null(nfs));
        } catch (RpcException e) {
            out.println(number + ": " + Printable.of(e.reason()));
            out.flush();
            return List.of();
        }
        double millis = (System.nanoTime() - start) / 1e6;
        out.println("%d: %s ms".formatted(number, rounded(millis)));
        out.flush();
        return List.of(millis);
    }

    private String summary(List<Double> times) {
        String answered = "%d calls, %d answers".formatted(count, times.size());
        if (times.isEmpty()) {
            return answered;
        }
        double sum = times.stream().mapToDouble(Double::doubleValue).sum();
        return answered
                + ", least/mean/most %s/%s/%s ms"
                        .formatted(
                                rounded(times.stream().min(Double::compare).orElseThrow()),
                                rounded(sum / times.size()),
                                rounded(times.stream().max(Double::compare).orElseThrow()));
    }

    private static String rounded(double millis) {
        return String.format(Locale.ROOT, "%.3f", millis);
    }

    private static void pause(double seconds) throws IOException {
        try {
            TimeUnit.MICROSECONDS.sleep(Math.round(seconds * 1e6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
