package dev.cleat.desktop;

import dev.cleat.server.NfsServer;
import dev.cleat.server.PortmapMode;
import dev.cleat.server.ServerOptions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file system as a folder or drive of this machine, for as long as this is open: served on loopback, and mounted by the
 * system's own NFS client.
 *
 * <pre>{@code
 * try (DesktopMount mount = DesktopMount.open("photos", vfs, "/Users/me/Photos")) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Linux wants root for this, macOS a folder of the user's, Windows its feature "Client for NFS" and a drive such as
 * {@code Z:}. When the program ends without closing it, it is unmounted then; when the program is killed, whatever is left is
 * cleared away the next time that something of this name is mounted there. The mount is soft: whoever uses files of a server
 * that was killed gets errors after a minute.
 *
 * <p>The program must not use the mounted files itself on threads that its own file system waits for.
 */
public final class DesktopMount implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int TRIES = 2;

    private final NfsServer server;
    private final DesktopSystem system;
    private final Programs programs;
    private final MountCommand command;
    private final String target;
    private final Thread atExit;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private DesktopMount(
            NfsServer server, DesktopSystem system, Programs programs, MountCommand command, String target) {
        this.server = server;
        this.system = system;
        this.programs = programs;
        this.command = command;
        this.target = target;
        this.atExit = new Thread(this::end, "cleat-unmount");
    }

    /**
     * Serves and mounts, and returns when files can be used.
     *
     * @param name of the export; the system shows it as the name of the volume
     * @param target absolute: an empty folder, or a drive on Windows
     * @throws IOException with what the system's command said, if it refused; then nothing is left
     */
    public static DesktopMount open(String name, Vfs vfs, String target) throws IOException {
        return open(name, vfs, target, DesktopSystem.current(), Programs::ofSystem);
    }

    static DesktopMount open(String name, Vfs vfs, String target, DesktopSystem system, Programs programs)
            throws IOException {
        String place = canonical(target, system);
        NfsServer server = serve(name, vfs, system);
        MountCommand command = new MountCommand(
                HOST,
                "/" + name,
                OptionalInt.of(server.port()),
                OptionalInt.of(server.mountPort()),
                vfs.capability(Writable.class) == null,
                system.options());
        DesktopMount mount = new DesktopMount(server, system, programs, command, place);
        try {
            mount.begin();
            return mount;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static NfsServer serve(String name, Vfs vfs, DesktopSystem system) throws IOException {
        NfsServer.Builder builder =
                NfsServer.builder(ServerOptions.loopbackDesktop()).export(name, vfs);
        return switch (system) {
            case LINUX, MACOS -> builder.start();
            // Its client asks the port mapper, always.
            case WINDOWS -> builder.portmap(new PortmapMode.Auto()).start();
        };
    }

    /** As tables of mounts have it. What is there is not touched: it may be a mount whose server is gone. */
    private static String canonical(String target, DesktopSystem system) throws IOException {
        Path path = Path.of(target);
        Path parent = path.toAbsolutePath().normalize().getParent();
        return switch (system) {
            case LINUX, MACOS ->
                parent == null
                        ? target
                        : parent.toRealPath().resolve(path.getFileName()).toString();
            case WINDOWS -> target;
        };
    }

    private void begin() throws IOException {
        for (int i = 0; isMounted() && i < TRIES; i++) {
            run(system.unmount(target, true)); // left by a program that was killed
        }
        Programs.Outcome mounting = run(system.mount(command, target));
        if (mounting.status() != 0 || !isMounted()) {
            throw new IOException("it could not be mounted at " + target + ": "
                    + mounting.output().strip());
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private boolean isMounted() throws IOException {
        return run(system.list()).output().lines().anyMatch(line -> system.isMount(line, command, target));
    }

    private Programs.Outcome run(List<String> words) throws IOException {
        return programs.run(words);
    }

    /** Where the files are. */
    public String target() {
        return target;
    }

    /** What serves them. */
    public NfsServer server() {
        return server;
    }

    /** Unmounts, whoever still uses it, and ends the server. */
    @Override
    public void close() throws IOException {
        if (open.compareAndSet(true, false)) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                return; // the program ends, and the hook does it
            }
            unmount();
        }
    }

    private void end() {
        try {
            unmount();
        } catch (IOException e) {
            // There is nobody left to tell; the next mount clears it away.
            server.close();
        }
    }

    private void unmount() throws IOException {
        try {
            if (run(system.unmount(target, false)).status() != 0) {
                Programs.Outcome forced = run(system.unmount(target, true));
                if (forced.status() != 0 && isMounted()) {
                    throw new IOException(target + " could not be unmounted: "
                            + forced.output().strip());
                }
            }
        } finally {
            server.close();
        }
    }
}
