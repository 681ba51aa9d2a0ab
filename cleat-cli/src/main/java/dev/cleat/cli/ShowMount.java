package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.mount.Dump;
import dev.cleat.mount.Dump.Mounted;
import dev.cleat.mount.Export;
import dev.cleat.mount.Export.Exported;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a server's MOUNT program; its lists look like those of the classic {@code showmount}. */
@Command(name = "showmount", description = "Shows what a server exports, or who has mounted it.")
final class ShowMount extends Remote {
    @ArgGroup
    private @Nullable What what;

    private static final class What {
        @Option(
                names = {"-e", "--exports"},
                description = "The exports and who may mount them. This is the default.")
        boolean exports;

        @Option(
                names = {"-a", "--all"},
                description = "Clients with the directories that they mounted.")
        boolean all;

        @Option(
                names = {"-d", "--directories"},
                description = "Directories that are mounted by some client.")
        boolean directories;

        @Option(
                names = {"-h", "--hosts"},
                description = "Clients that have mounted something.")
        boolean hosts;
    }

    @Option(names = "--no-headers", description = "Leave out the first line.")
    private boolean noHeaders;

    @Option(
            names = "--mount-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where MOUNT listens, instead of asking the port mapper.")
    private int mountPort;

    @Override
    int ask(InetAddress address, PrintWriter out) throws IOException {
        NfsClient.Builder builder = client(address);
        if (mountPort != 0) {
            builder.mountPort(mountPort);
        }
        try (NfsClient client = builder.build()) {
            show(what == null ? new What() : what, client, out);
            return 0;
        } finally {
            out.flush();
        }
    }

    private void show(What asked, NfsClient client, PrintWriter out) throws IOException {
        if (asked.exports) {
            exports(out, client);
        } else if (asked.all) {
            list(out, "All mount points on", client, mounted -> mounted.hostname() + ":" + mounted.directory());
        } else if (asked.directories) {
            list(out, "Directories on", client, mounted -> mounted.directory().toString());
        } else if (asked.hosts) {
            list(out, "Hosts on", client, Mounted::hostname);
        } else {
            exports(out, client);
        }
    }

    private void head(PrintWriter out, String what) {
        if (!noHeaders) {
            out.println(what + " " + Printable.of(host) + ":");
        }
    }

    private void list(PrintWriter out, String what, NfsClient client, Function<Mounted, String> line)
            throws IOException {
        List<Mounted> mounts = client.call(new Dump()).mounts();
        head(out, what);
        mounts.stream().map(line).map(Printable::of).distinct().sorted().forEach(out::println);
    }

    private void exports(PrintWriter out, NfsClient client) throws IOException {
        List<Exported> exports = client.call(new Export()).exports();
        head(out, "Export list for");
        int width = exports.stream()
                .mapToInt(exported -> Printable.of(exported.directory()).length())
                .max()
                .orElse(0);
        for (Exported exported : exports) {
            String groups = exported.groups().isEmpty() ? "(everyone)" : String.join(",", exported.groups());
            String directory = Printable.of(exported.directory());
            out.println(directory + " ".repeat(width - directory.length() + 1) + Printable.of(groups));
        }
    }
}
