package dev.cleat.cli;

import dev.cleat.export.Export;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves folders anew that were removed and made again: the Linux back end holds on to the folder that it opened. Looks once a
 * second, on a thread of its own, because a disk may not answer.
 */
final class RemadeFolders implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.cleat.serve");
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofSeconds(2);

    private final NfsServer server;
    private final Opener opener;
    private final List<Folder> folders = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new ServingThread(this::look, "cleat-folders");

    /** Opens and closes what is served. */
    interface Opener {
        Vfs open(ExportArgument argument) throws IOException;

        void close(Vfs vfs) throws IOException;
    }

    private static final class Folder {
        private final ExportArgument argument;
        private final Export export;
        private @Nullable Vfs vfs;

        Folder(ExportArgument argument, Export export) {
            this.argument = argument;
            this.export = export;
            this.vfs = export.vfs();
        }
    }

    RemadeFolders(NfsServer server, List<ExportArgument> arguments, Opener opener) {
        this.server = server;
        this.opener = opener;
        for (ExportArgument argument : arguments) {
            for (Export export : server.exports()) {
                if (export.name().equals(argument.name()) && hasInodes(argument.path())) {
                    folders.add(new Folder(argument, export));
                }
            }
        }
    }

    /** From now on, until this is closed. */
    void watch() {
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        try {
            while (!end.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
                folders.forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Folder folder) {
        Path path = folder.argument.path();
        try {
            Vfs before = folder.vfs;
            if ((before != null && !isGone(before)) || !isThere(path)) {
                return;
            }
            if (before != null) {
                // A journal of identities is for one at a time.
                server.unexport(folder.argument.name());
                folder.vfs = null;
                opener.close(before);
            }
            Vfs anew = opener.open(folder.argument);
            if (!isThere(path) || !isSame(anew, path)) {
                opener.close(anew);
                return;
            }
            folder.vfs = anew;
            Export export = folder.export;
            server.export(new Export(export.name(), export.hostPath(), anew, export.options()));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} was removed and made anew: it is served again, and handles of before are stale",
                    Printable.of(path));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "not yet", e); // looked at again in a second
        }
    }

    private static boolean hasInodes(Path path) {
        return Files.isDirectory(path)
                && path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static boolean isGone(Vfs vfs) throws IOException {
        try {
            vfs.attributes(vfs.root());
            return false;
        } catch (VfsException e) {
            return e.error() == VfsError.STALE;
        }
    }

    /** No link, and none on the way: whoever may remove the folder must not lead the server elsewhere. */
    private static boolean isThere(Path path) throws IOException {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && path.toRealPath().equals(path);
    }

    private static boolean isSame(Vfs vfs, Path path) throws IOException {
        Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        return inode.equals(vfs.attributes(vfs.root()).fileId());
    }

    /** Returns soon, even if the thread does not. */
    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
