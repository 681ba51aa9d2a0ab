package dev.cleat.cli;

import dev.cleat.archive.ArchiveException;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.linux.HostUsers;
import dev.cleat.server.NfsServer;
import dev.cleat.server.ServerListener;
import dev.cleat.server.ServerOptions;
import dev.cleat.server.StateException;
import dev.cleat.server.StateFolder;
import dev.cleat.vfs.Vfs;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.ExitCode;

/** One run of {@code cleat serve}, from the options to the end of the server. */
final class ServeRun {
    private static final System.Logger LOG = System.getLogger("dev.cleat.serve");

    private final Serve options;
    private final PrintStream out;
    private final EndRequest end = new EndRequest();

    ServeRun(Serve options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    int run() throws IOException, InterruptedException {
        try (end) {
            int status = runUntilAsked();
            end.done();
            return status;
        }
    }

    private int runUntilAsked() throws IOException, InterruptedException {
        List<ExportArgument> arguments = options.exports();
        InetAddress address = options.bind();
        ExportOptions rules = options.options();
        NfsServer.Builder builder = NfsServer.builder(options.limited(ServerOptions.DEFAULT))
                .bind(address)
                .port(options.port())
                .portmap(options.portmap())
                .listener(new Log());
        Integer mountPort = options.mountPort();
        if (mountPort != null) {
            builder.mountPort(mountPort);
        }
        try (StateFolder state = StateFolder.open(options.state());
                HostUsers users = options.asksHostForGroups() ? HostUsers.open() : null) {
            builder.state(state);
            if (users != null) {
                builder.groups(users::find);
            }
            Path key = options.handleKey();
            if (key != null) {
                builder.handleKey(StateFolder.handleKey(key));
            }
            return serve(builder, state, arguments, rules, address);
        } catch (StateException e) {
            throw options.wrong(String.valueOf(e.getMessage()));
        }
    }

    private int serve(
            NfsServer.Builder builder,
            StateFolder state,
            List<ExportArgument> arguments,
            ExportOptions rules,
            InetAddress address)
            throws IOException, InterruptedException {
        List<Vfs> opened = new CopyOnWriteArrayList<>();
        try {
            BackEnds.Choices choices = new BackEnds.Choices(
                    options.backend(),
                    options.crossesMounts(),
                    options.symbolicLinks(),
                    options.names(),
                    options.openFiles());
            BackEnds backEnds = new BackEnds(choices, state).withZipWritable(options.zipWritable());
            for (ExportArgument argument : arguments) {
                Vfs vfs = open(backEnds, argument);
                opened.add(vfs);
                builder.export(new Export(argument.name(), argument.path().toString(), vfs, rules));
            }
            for (RemoteArgument argument : options.remote().exports()) {
                Vfs vfs = open(argument, state);
                opened.add(vfs);
                builder.export(new Export(argument.name(), null, vfs, rules));
            }
            // Others may not have the right to what was sent to this user's credentials.
            boolean isForOneUser = !options.remote().exports().isEmpty() && HostUser.id() != 0;
            if ((backEnds.actsAsOneUser() || isForOneUser) && !options.isOpened()) {
                builder.admission(onlyThisUser());
            }
            try (NfsServer server = start(builder);
                    RemadeFolders remade = remade(server, arguments, backEnds, opened)) {
                state.describe(
                        "pid %d, nfs port %d".formatted(ProcessHandle.current().pid(), server.port()));
                remade.watch();
                print(server, arguments, address);
                QuietTime quiet = new QuietTime();
                while (!end.await(QuietTime.INTERVAL)) {
                    quiet.look();
                }
                LOG.log(System.Logger.Level.INFO, "ending");
            }
        } finally {
            for (Vfs vfs : opened) {
                vfs.close();
            }
        }
        return ExitCode.OK;
    }

    private static RemadeFolders remade(
            NfsServer server, List<ExportArgument> arguments, BackEnds backEnds, List<Vfs> opened) {
        return new RemadeFolders(server, arguments, new RemadeFolders.Opener() {
            @Override
            public Vfs open(ExportArgument argument) throws IOException {
                Vfs vfs = backEnds.open(argument);
                opened.add(vfs);
                return vfs;
            }

            @Override
            public void close(Vfs vfs) throws IOException {
                opened.remove(vfs);
                vfs.close();
            }
        });
    }

    private Vfs open(RemoteArgument argument, StateFolder state) {
        try {
            return options.remote().open(argument, state);
        } catch (IOException e) {
            throw options.wrong("cannot serve " + Printable.of(argument.uri()) + ": " + e.getMessage());
        }
    }

    private Vfs open(BackEnds backEnds, ExportArgument argument) throws IOException {
        try {
            return backEnds.open(argument);
        } catch (ArchiveException e) {
            throw options.wrong("cannot serve " + Printable.of(argument.path()) + ": " + e.getMessage());
        }
    }

    private static SingleUser onlyThisUser() throws IOException {
        LOG.log(
                System.Logger.Level.INFO,
                "serving as one user: only this user and root may mount; --allow lets in others");
        return new SingleUser(new SocketOwners(Path.of("/proc/net")), HostUser.id(), System::nanoTime);
    }

    private NfsServer start(NfsServer.Builder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw options.wrong(BusyPort.explained(Platform.current(), e));
        }
    }

    private void print(NfsServer server, List<ExportArgument> arguments, InetAddress address) {
        MountCommands commands =
                new MountCommands(hostOf(address), server.port(), server.mountPort(), server.portmapPort());
        arguments.forEach(argument -> print(commands, argument.path(), argument.name()));
        options.remote().exports().forEach(argument -> print(commands, argument.uri(), argument.name()));
        String portmap = server.portmapPort().isPresent()
                ? String.valueOf(server.portmapPort().getAsInt())
                : "off";
        out.printf("ready nfs=%d mount=%d portmap=%s%n", server.port(), server.mountPort(), portmap);
        out.flush();
    }

    private void print(MountCommands commands, Object what, String name) {
        out.printf("%s as /%s%n", Printable.of(what), name);
        out.printf("  Linux    %s%n", commands.linux(name));
        out.printf("  macOS    %s%n", commands.macos(name));
        out.printf("  Windows  %s%n", commands.windows(name));
    }

    /** As a client would write it. */
    private static String hostOf(InetAddress address) {
        if (!address.isAnyLocalAddress()) {
            return address.getHostAddress();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this-host";
        }
    }

    private static final class Log implements ServerListener {
        @Override
        public void mounted(InetSocketAddress client, String path) {
            LOG.log(System.Logger.Level.INFO, "{0} mounted {1}", client.getHostString(), path);
        }

        @Override
        public void unmounted(InetSocketAddress client, String path) {
            LOG.log(System.Logger.Level.INFO, "{0} unmounted {1}", client.getHostString(), path);
        }

        @Override
        public void failed(String what, InetSocketAddress client, Throwable fault) {
            LOG.log(System.Logger.Level.ERROR, "%s for %s".formatted(what, client.getHostString()), fault);
        }

        @Override
        public void late(String what, InetSocketAddress client, Duration patience) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} for {1} is not done after {2} s: the files do not answer",
                    what,
                    client.getHostString(),
                    patience.toSeconds());
        }

        @Override
        public void notice(String line) {
            LOG.log(System.Logger.Level.WARNING, line);
        }
    }
}
