package dev.cleat.vfs.testkit;

import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.JournalIdMap;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a server leaves that is killed in the middle of a rename: the file has moved, and the map of identities was about to be
 * told.
 */
public final class KilledServer {
    private final Path journal;
    private final Path left;

    /**
     * @param state an empty folder
     */
    public KilledServer(Path state) throws IOException {
        journal = Files.createDirectory(state.resolve("journal"));
        left = state.resolve("left");
    }

    /** The map of the server that will be killed at its first rename; the caller closes it. */
    public IdMap ids() throws IOException {
        IdMap ids = JournalIdMap.open(journal);
        return (IdMap) Proxy.newProxyInstance(
                IdMap.class.getClassLoader(), new Class<?>[] {IdMap.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("move")) {
                        copyJournal();
                    }
                    try {
                        return method.invoke(ids, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The map as the next server finds it; the caller closes it. */
    public JournalIdMap idsLeft() throws IOException {
        return JournalIdMap.open(left);
    }

    /** The map of the server if it was not killed; the caller closes it. */
    public JournalIdMap idsOfSurvivor() throws IOException {
        return JournalIdMap.open(journal);
    }

    private void copyJournal() throws IOException {
        Files.createDirectory(left);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(journal)) {
            for (Path each : files) {
                Files.copy(each, left.resolve(each.getFileName()));
            }
        }
    }
}
