package dev.cleat.remote.http;

import dev.cleat.remote.RemoteEntry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a web server told of its files: an index, or pages of links. */
sealed interface Listed permits TextIndex, LinkPages {
    /**
     * @throws java.nio.file.NoSuchFileException where there is no such folder
     */
    List<RemoteEntry> list(String folder) throws IOException;

    @Nullable RemoteEntry stat(String path) throws IOException;
}
