package dev.cleat.export;

import dev.cleat.vfs.Vfs;
import org.jspecify.annotations.Nullable;

/**
 * A file system under a name, with rules.
 *
 * @param name one path component, by which clients mount it
 * @param hostPath the path that the host knows it by, which can be mounted as well; null where there is none
 * @param vfs not closed by the server
 */
public record Export(String name, @Nullable String hostPath, Vfs vfs, ExportOptions options) {
    public Export {
        boolean dots = name.equals(".") || name.equals("..");
        if (name.isEmpty() || dots || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("no name for an export: \"" + name + "\"");
        }
    }
}
