package dev.cleat.linux;

import dev.cleat.vfs.idmap.IdMap;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a folder is served.
 *
 * @param crossMounts whether what is mounted below the folder belongs to the tree
 * @param actAsCallers whether calls are made with the callers' identities, where the process may do that; otherwise all are
 *     made as the process itself
 * @param kernelHandles whether objects are found again by the kernel's handles, where the process may do that
 * @param idMap remembers where objects are, where the kernel has no handles for them; opened when it is first needed, closed
 *     with the file system. Null where there is none: volumes without handles are then refused
 * @param openFiles how many files and folders are kept open at most; fewer where the process may not have so many
 *     descriptors, of which all trees of the process share three eighths
 */
public record LinuxOptions(
        boolean crossMounts,
        boolean actAsCallers,
        boolean kernelHandles,
        @Nullable IdMapOpener idMap,
        int openFiles) {

    public static final LinuxOptions DEFAULT = new LinuxOptions(true, true, true, null, Integer.MAX_VALUE);

    /** Opens the map on demand. */
    @FunctionalInterface
    public interface IdMapOpener {
        IdMap open() throws IOException;
    }

    public LinuxOptions withCrossMounts(boolean cross) {
        return new LinuxOptions(cross, actAsCallers, kernelHandles, idMap, openFiles);
    }

    public LinuxOptions withActAsCallers(boolean act) {
        return new LinuxOptions(crossMounts, act, kernelHandles, idMap, openFiles);
    }

    public LinuxOptions withKernelHandles(boolean handles) {
        return new LinuxOptions(crossMounts, actAsCallers, handles, idMap, openFiles);
    }

    public LinuxOptions withIdMap(@Nullable IdMapOpener map) {
        return new LinuxOptions(crossMounts, actAsCallers, kernelHandles, map, openFiles);
    }

    public LinuxOptions withOpenFiles(int most) {
        return new LinuxOptions(crossMounts, actAsCallers, kernelHandles, idMap, most);
    }
}
