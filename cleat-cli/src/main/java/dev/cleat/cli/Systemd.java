package dev.cleat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service as a unit of systemd. */
final class Systemd {
    private static final String UNIT = Service.NAME + ".service";
    private static final Path STATE = Path.of("/var/lib/" + Service.NAME);

    /** To act as any user, to open by handle, to make devices, and to answer at port 111. */
    private static final String CAPABILITIES = "CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_FSETID "
            + "CAP_MKNOD CAP_NET_BIND_SERVICE CAP_SETGID CAP_SETUID";

    private Systemd() {}

    static List<Step> install(Service service) {
        return List.of(
                new Step.Write(file(service.user()), unit(service)),
                run(service.user(), "daemon-reload"),
                run(service.user(), "enable", UNIT),
                run(service.user(), "restart", UNIT));
    }

    static List<Step> uninstall(Service.User user) {
        return List.of(
                new Step.Run(words(user, "disable", "--now", UNIT), true),
                new Step.Delete(file(user)),
                run(user, "daemon-reload"));
    }

    static Step.Run status(Service.User user) {
        return run(user, "status", "--no-pager", UNIT);
    }

    /** A user's units run while he is logged in, unless he lingers. */
    static String advice(Service.User user) {
        return user.isSystem()
                ? "Its log: journalctl -u " + UNIT
                : "Its log: journalctl --user -u " + UNIT + "; to run while you are logged out: loginctl enable-linger";
    }

    private static Path file(Service.User user) {
        return user.isSystem()
                ? Path.of("/etc/systemd/system", UNIT)
                : user.home().resolve(".config/systemd/user").resolve(UNIT);
    }

    private static Step.Run run(Service.User user, String... words) {
        return new Step.Run(words(user, words), false);
    }

    private static List<String> words(Service.User user, String... words) {
        Stream<String> command = user.isSystem() ? Stream.of("systemctl") : Stream.of("systemctl", "--user");
        return Stream.concat(command, Stream.of(words)).toList();
    }

    static String unit(Service service) {
        boolean isSystem = service.user().isSystem();
        List<String> lines = new ArrayList<>();
        lines.add("[Unit]");
        lines.add("Description=" + Service.DESCRIPTION);
        if (isSystem) {
            lines.add("Wants=network-online.target");
            lines.add("After=network-online.target rpcbind.service");
            lines.add("RequiresMountsFor=" + paths(service.serve().exported()));
        }
        lines.add("");
        lines.add("[Service]");
        lines.addAll(program(service));
        lines.addAll(isSystem ? confinement(service) : CONFINEMENT_OF_USERS);
        lines.add("");
        lines.add("[Install]");
        lines.add("WantedBy=" + (isSystem ? "multi-user.target" : "default.target"));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> program(Service service) {
        boolean ownState = service.user().isSystem() && service.serve().state() == null;
        List<String> words = service.words(ownState ? List.of("--state=" + STATE) : List.of());
        List<String> lines = new ArrayList<>();
        lines.add("Type=exec");
        lines.add("ExecStart=" + words.stream().map(Systemd::word).collect(Collectors.joining(" ")));
        Map<String, String> environment = new TreeMap<>(service.environment());
        environment.put("LC_ALL", "C.UTF-8"); // without a locale Java takes file names for ASCII
        environment.forEach((name, value) -> lines.add("Environment=" + quoted(name + "=" + value)));
        if (ownState) {
            lines.add("StateDirectory=" + STATE.getFileName());
            lines.add("StateDirectoryMode=0700");
        }
        lines.add("SyslogIdentifier=" + Service.NAME);
        lines.add("Restart=on-failure");
        lines.add("RestartSec=2");
        lines.add("KillSignal=SIGTERM");
        lines.add("TimeoutStopSec=30");
        lines.add("LimitNOFILE=524288");
        return lines;
    }

    /**
     * No PrivateDevices, RestrictSUIDSGID or MemoryDenyWriteExecute: clients may make devices and set such bits, and Java
     * compiles while it runs.
     */
    private static List<String> confinement(Service service) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("CapabilityBoundingSet", CAPABILITIES);
        settings.put("ProtectSystem", "strict");
        settings.put("ProtectHome", "read-only");
        settings.put("PrivateTmp", touchesTemporary(service) ? "no" : "yes");
        settings.put("ProtectHostname", "yes");
        settings.put("ProtectKernelTunables", "yes");
        settings.put("ProtectKernelModules", "yes");
        settings.put("ProtectKernelLogs", "yes");
        settings.put("ProtectControlGroups", "yes");
        settings.put("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX AF_NETLINK");
        settings.put("RestrictNamespaces", "yes");
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + "=" + value));
        for (Path path : writes(service)) {
            lines.add("ReadWritePaths=-" + quoted(path.toString())); // absent ones are complained about by serve
        }
        lines.addAll(CONFINEMENT_OF_USERS);
        return lines;
    }

    /** What takes no privilege to give up. */
    private static final List<String> CONFINEMENT_OF_USERS = List.of(
            "NoNewPrivileges=yes", "LockPersonality=yes", "RestrictRealtime=yes", "SystemCallArchitectures=native");

    private static List<Path> writes(Service service) {
        List<Path> all = new ArrayList<>(service.serve().writes());
        Path state = service.serve().state();
        if (state != null) {
            all.add(state);
        }
        Path cache = service.cache();
        if (cache != null) {
            all.add(cache);
        }
        return all;
    }

    private static boolean touchesTemporary(Service service) {
        return Stream.of(service.serve().exported(), writes(service), List.of(service.program()))
                .flatMap(List::stream)
                .anyMatch(path -> path.startsWith("/tmp") || path.startsWith("/var/tmp"));
    }

    private static String paths(List<Path> paths) {
        return paths.stream().map(path -> quoted(path.toString())).collect(Collectors.joining(" "));
    }

    /** Of a command line, where a dollar begins a variable. */
    private static String word(String word) {
        return quoted(word.replace("$", "$$"));
    }

    private static String quoted(String text) {
        String escaped = text.replace("%", "%%");
        if (escaped.matches("[A-Za-z0-9._+,:=@%$/-]+")) {
            return escaped;
        }
        return '"' + escaped.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
