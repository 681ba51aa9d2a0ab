package dev.cleat.cli;

import dev.cleat.desktop.MountCommand;
import java.util.List;
import java.util.OptionalInt;

/**
 * A mount, in the words of each system's own command.
 *
 * @param nfsPort unless the command is to ask the port mapper; Windows always does
 * @param mountPort the same for MOUNT
 * @param options more of what follows {@code -o}, as the system has it
 */
record MountArguments(
        RemoteFolder folder, OptionalInt nfsPort, OptionalInt mountPort, boolean readOnly, List<String> options) {
    MountArguments {
        options = List.copyOf(options);
    }

    private MountCommand command() {
        return new MountCommand(folder.host(), folder.path(), nfsPort, mountPort, readOnly, options);
    }

    List<String> linux(String target) {
        return command().linux(target);
    }

    List<String> macos(String target) {
        return command().macos(target);
    }

    List<String> windows(String target) {
        return command().windows(target);
    }
}
