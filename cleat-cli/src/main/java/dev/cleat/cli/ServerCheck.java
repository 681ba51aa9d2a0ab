package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.mount.Export;
import dev.cleat.mount.Export.Exported;
import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.mount.Status;
import dev.cleat.mount.Umnt;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.RpcException;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server what a system's own {@code mount} would ask it, because that says less about why it failed.
 *
 * @param portmap where its port mapper listens
 */
record ServerCheck(NfsClient.Builder calls, RemoteFolder folder, int portmap, Platform client) {
    private static final ProgramVersion NFS = new ProgramVersion(100003, 3, "NFS version 3");

    record Ports(int nfs, int mount) {
        /** But for those that were told; null where they were not. */
        Ports butFor(@Nullable Integer toldNfs, @Nullable Integer toldMount) {
            return new Ports(toldNfs != null ? toldNfs : nfs, toldMount != null ? toldMount : mount);
        }
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    /**
     * Where the programs listen, as its port mapper says.
     *
     * @throws IOException whose message is for the user, as everywhere here
     */
    Ports ports() throws IOException {
        calls.portmapPort(portmap);
        try (NfsClient asked = calls.build()) {
            return new Ports(registered(asked, NFS, "NFS version 3"), registered(asked, Mount.V3, "MOUNT version 3"));
        }
    }

    private int registered(NfsClient asked, ProgramVersion program, String name) throws IOException {
        int port = answered("the port mapper", portmap, () -> asked.port(program));
        if (port == 0) {
            throw new IOException(
                    "the port mapper at port %d knows no %s over TCP: %s".formatted(portmap, name, unregistered()));
        }
        return port;
    }

    /** Mounts the folder, and lets go of it. */
    void mayMount(Ports ports) throws IOException {
        calls.port(NFS.program(), ports.nfs()).mountPort(ports.mount());
        Name path = Name.of(folder.path());
        try (NfsClient asked = calls.build()) {
            switch (answered("MOUNT", ports.mount(), () -> asked.call(new Mnt(path)))) {
                case Mnt.Ok ok -> answered("MOUNT", ports.mount(), () -> asked.call(new Umnt(path)));
                case Mnt.Failed failed -> throw new IOException(refused(failed.status(), asked));
            }
            answered("NFS", ports.nfs(), () -> asked.call(new Null(NFS)));
        }
    }

    private String refused(Status status, NfsClient asked) throws IOException {
        String path = Printable.of(folder.path());
        return switch (status) {
            case NOENT -> "there is no export %s; there %s".formatted(path, listed(exports(asked)));
            case ACCES, PERM ->
                "this machine may not mount %s; there %s (a server may also insist on ports below 1024, which take root)"
                        .formatted(path, listed(exports(asked)));
            case NOTDIR -> path + " is a file, and only folders can be mounted";
            case INVAL, NAMETOOLONG, NOTSUPP, SERVERFAULT, OK, IO ->
                "the server answers %s to the mount of %s".formatted(status, path);
        };
    }

    private static List<Exported> exports(NfsClient asked) throws IOException {
        return asked.call(new Export()).exports();
    }

    static String listed(List<Exported> exports) {
        if (exports.isEmpty()) {
            return "are no exports at all";
        }
        return "is " + exports.stream().map(ServerCheck::listed).collect(Collectors.joining(", "));
    }

    private static String listed(Exported export) {
        String clients = export.groups().isEmpty() ? "everyone" : String.join(" ", export.groups());
        return Printable.of(export.directory()) + " for " + Printable.of(clients);
    }

    private <T> T answered(String program, int port, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (ConnectException e) {
            throw new IOException("nobody listens at port %d: %s".formatted(port, absent(program)), e);
        } catch (RpcException e) {
            throw new IOException("%s at port %d: %s%s".formatted(program, port, e.reason(), reason(e.reason())), e);
        } catch (IOException e) {
            throw new IOException("%s at port %d: %s".formatted(program, port, Printable.of(e)), e);
        }
    }

    private String absent(String program) {
        if (!program.equals("the port mapper")) {
            return "the server does not run, or has another port for " + program;
        }
        return client == Platform.WINDOWS
                ? "Windows needs a port mapper there (cleat serve --portmap 111 as root, or cleat portmap)"
                : "there is no port mapper, so give --port and --mount-port";
    }

    /** Mostly it is the system's own, or that of another server. */
    private String unregistered() {
        return client == Platform.WINDOWS
                ? "another program has that port, or the server runs elsewhere (cleat serve registers with an rpcbind; "
                        + "any other must make room)"
                : "the server does not run, or has not registered, so give --port and --mount-port";
    }

    private static String reason(RpcException.Reason reason) {
        return switch (reason) {
            case RpcException.NoAnswer none -> " (a firewall on either side, or a host that is off)";
            case RpcException.ProgramMismatch mismatch -> " (version 3 is needed)";
            case RpcException.Unaccepted unaccepted -> " (another program listens there)";
            case RpcException.RpcMismatch mismatch -> "";
            case RpcException.Denied denied -> " (the server does not let this machine in)";
        };
    }
}
