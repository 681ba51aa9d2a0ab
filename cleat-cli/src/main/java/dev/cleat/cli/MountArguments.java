package dev.cleat.cli;

import java.util.ArrayList;
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

    /** Locks stay on the client, because there is no NLM. */
    List<String> linux(String target) {
        List<String> all = new ArrayList<>(List.of("vers=3", "proto=tcp"));
        nfsPort.ifPresent(port -> all.add("port=" + port));
        mountPort.ifPresent(port -> all.add("mountport=" + port));
        all.add("mountproto=tcp");
        all.add("nolock");
        return List.of("mount", "-t", "nfs", "-o", joined(all), folder.toString(), target);
    }

    /** {@code locallocks} rather than {@code nolocks}, under which locking fails in the application. */
    List<String> macos(String target) {
        List<String> all = new ArrayList<>(List.of("vers=3", "tcp"));
        nfsPort.ifPresent(port -> all.add("port=" + port));
        mountPort.ifPresent(port -> all.add("mountport=" + port));
        all.add("locallocks");
        return List.of("mount_nfs", "-o", joined(all), folder.toString(), target);
    }

    /** There is no option for ports, nor one for mounts that can only be read. */
    List<String> windows(String target) {
        List<String> all = new ArrayList<>(List.of("anon", "nolock"));
        all.addAll(options);
        return List.of("mount.exe", "-o", String.join(",", all), folder.share(), target);
    }

    private String joined(List<String> all) {
        if (readOnly) {
            all.add("ro");
        }
        all.addAll(options);
        return String.join(",", all);
    }
}
