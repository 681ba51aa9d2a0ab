package dev.cleat.cli;

import java.util.List;
import java.util.OptionalInt;

/**
 * The lines to type on each kind of client.
 *
 * @param host as clients reach it
 * @param nfsPort of NFS
 * @param mountPort of MOUNT
 * @param portmapPort of the portmapper that answers for this server, if one does
 */
record MountCommands(String host, int nfsPort, int mountPort, OptionalInt portmapPort) {
    private static final int PORTMAP = 111;

    /** Ports are always named, so that nothing depends on a portmapper. */
    String linux(String export) {
        return "sudo " + CommandLines.posix(arguments(export).linux("/mnt"));
    }

    String macos(String export) {
        return "sudo " + CommandLines.posix(arguments(export).macos("/private/mnt"));
    }

    /** Windows asks port 111 for all ports, and has no option to do otherwise. */
    String windows(String export) {
        if (portmapPort.orElse(0) != PORTMAP) {
            return "(needs the portmapper on port 111: run as root, or with --portmap 111)";
        }
        return CommandLines.windows(arguments(export).windows("Z:"));
    }

    private MountArguments arguments(String export) {
        RemoteFolder folder = new RemoteFolder(host, "/" + export);
        return new MountArguments(folder, OptionalInt.of(nfsPort), OptionalInt.of(mountPort), false, List.of());
    }
}
