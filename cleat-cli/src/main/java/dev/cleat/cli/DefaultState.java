package dev.cleat.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a user's servers keep their state unless told otherwise, as each system has it. */
final class DefaultState {
    private DefaultState() {}

    /**
     * @param system as the property {@code os.name} has it
     */
    static Path folder(String system, Map<String, String> environment, Path home) {
        if (system.startsWith("Windows")) {
            return in(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local"))
                    .resolve("Cleat");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Application Support/Cleat");
        }
        return in(environment.get("XDG_STATE_HOME"), home.resolve(".local/state"))
                .resolve("cleat");
    }

    private static Path in(@Nullable String folder, Path otherwise) {
        return folder == null || folder.isEmpty() ? otherwise : Path.of(folder);
    }
}
