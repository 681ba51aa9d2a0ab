package dev.cleat.cli;

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

    /** Ports are always named, so that nothing depends on a portmapper; locks stay on the client, because there is no NLM. */
    String linux(String export) {
        return "sudo mount -t nfs -o vers=3,proto=tcp,port=%d,mountport=%d,mountproto=tcp,nolock %s:/%s /mnt"
                .formatted(nfsPort, mountPort, bracketed(), quoted(export));
    }

    /** {@code locallocks} rather than {@code nolocks}, under which locking fails in the application. */
    String macos(String export) {
        return "sudo mount_nfs -o vers=3,tcp,port=%d,mountport=%d,locallocks %s:/%s /private/mnt"
                .formatted(nfsPort, mountPort, bracketed(), quoted(export));
    }

    /** Windows asks port 111 for all ports, and has no option to do otherwise. */
    String windows(String export) {
        if (portmapPort.orElse(0) != PORTMAP) {
            return "(needs the portmapper on port 111: run as root, or with --portmap 111)";
        }
        return "mount.exe -o anon,nolock \\\\%s\\%s Z:".formatted(host, export);
    }

    private String bracketed() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** For a POSIX shell. */
    private static String quoted(String export) {
        return export.matches("[A-Za-z0-9._+-]+") ? export : "'" + export.replace("'", "'\\''") + "'";
    }
}
