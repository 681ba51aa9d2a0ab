package dev.cleat.cli;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cleat.server.StateFolder;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a back end, for all that {@code serve} puts around the files of a host that is not Linux. */
abstract class StackContract extends VfsContract {
    @TempDir
    Path states;

    private final Configuration host;
    private final String names;
    private final Map<Vfs, Served> opened = new HashMap<>();

    private record Served(Path folder, Path state) {}

    /**
     * @param names as {@code --names} takes it
     */
    StackContract(Configuration host, String names) {
        this.host = host;
        this.names = names;
    }

    @Override
    public final Vfs create() throws IOException {
        Path folder = Jimfs.newFileSystem(host).getPath("served").toAbsolutePath();
        return open(new Served(Files.createDirectories(folder), Files.createTempDirectory(states, "state")));
    }

    private Vfs open(Served served) throws IOException {
        try (StateFolder state = StateFolder.open(served.state)) {
            BackEnds backEnds =
                    new BackEnds(new BackEnds.Choices("auto", true, "auto", names, Integer.MAX_VALUE), state);
            Vfs vfs = backEnds.open(new ExportArgument("served", served.folder));
            opened.put(vfs, served);
            return vfs;
        }
    }

    @Override
    public final Vfs reopen(Vfs vfs) throws IOException {
        vfs.close();
        return open(opened.get(vfs));
    }
}
