package dev.cleat.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A mount, in the words of each system's own command.
 *
 * @param host a name or an address, without brackets
 * @param path absolute, as MOUNT takes it
 * @param nfsPort unless the command is to ask the port mapper; Windows always does
 * @param mountPort the same for MOUNT
 * @param readOnly whether nothing is changed through this mount; Windows has no word for it
 * @param options more of what follows {@code -o}, as the system has it
 */
public record MountCommand(
        String host, String path, OptionalInt nfsPort, OptionalInt mountPort, boolean readOnly, List<String> options) {
    public MountCommand {
        options = List.copyOf(options);
    }

    /** What is mounted, as POSIX systems write it: an IPv6 address in brackets. */
    public String source() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + path;
    }

    /** As Windows writes it, where {@code !} stands for the root; IPv6 addresses have a domain for names of their own. */
    public String share() {
        String uncHost = host.indexOf(':') < 0 ? host : host.replace(':', '-').replace('%', 's') + ".ipv6-literal.net";
        String name = path.substring(1);
        return "\\\\" + uncHost + "\\" + (name.isEmpty() ? "!" : name.replace('/', '\\'));
    }

    /** Locks stay on the client, because there is no NLM. */
    public List<String> linux(String target) {
        List<String> all = new ArrayList<>(List.of("vers=3", "proto=tcp"));
        nfsPort.ifPresent(port -> all.add("port=" + port));
        mountPort.ifPresent(port -> all.add("mountport=" + port));
        all.add("mountproto=tcp");
        all.add("nolock");
        return List.of("mount", "-t", "nfs", "-o", joined(all), source(), target);
    }

    /** {@code locallocks} rather than {@code nolocks}, under which locking fails in the application. */
    public List<String> macos(String target) {
        List<String> all = new ArrayList<>(List.of("vers=3", "tcp"));
        nfsPort.ifPresent(port -> all.add("port=" + port));
        mountPort.ifPresent(port -> all.add("mountport=" + port));
        all.add("locallocks");
        return List.of("mount_nfs", "-o", joined(all), source(), target);
    }

    /** There is no option for ports, nor one for mounts that can only be read. */
    public List<String> windows(String target) {
        List<String> all = new ArrayList<>(List.of("anon", "nolock"));
        all.addAll(options);
        return List.of("mount.exe", "-o", String.join(",", all), share(), target);
    }

    private String joined(List<String> all) {
        if (readOnly) {
            all.add("ro");
        }
        all.addAll(options);
        return String.join(",", all);
    }
}
