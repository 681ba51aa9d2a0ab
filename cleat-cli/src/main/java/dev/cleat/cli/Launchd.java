package dev.cleat.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The service as a job of launchd. */
final class Launchd {
    private static final String LABEL = "dev.cleat.serve";

    private Launchd() {}

    static List<Step> install(Service service) {
        Service.User user = service.user();
        return List.of(
                Step.Run.ifPossible("launchctl", "bootout", domain(user) + "/" + LABEL),
                new Step.Write(file(user), plist(service)),
                Step.Run.of("launchctl", "bootstrap", domain(user), file(user).toString()));
    }

    static List<Step> uninstall(Service.User user) {
        return List.of(
                Step.Run.ifPossible("launchctl", "bootout", domain(user) + "/" + LABEL), new Step.Delete(file(user)));
    }

    static Step.Run status(Service.User user) {
        return Step.Run.of("launchctl", "print", domain(user) + "/" + LABEL);
    }

    static boolean isRunning(String status) {
        return status.lines().map(String::strip).anyMatch("state = running"::equals);
    }

    /** macOS keeps services out of people's folders until it is told otherwise, and asks nobody. */
    static String advice(Service.User user) {
        return "Its log: " + log(user) + "; folders such as Documents and Desktop need Full Disk Access for java "
                + "(System Settings, Privacy & Security)";
    }

    private static String domain(Service.User user) {
        return user.isSystem() ? "system" : "gui/" + user.id();
    }

    private static Path file(Service.User user) {
        return (user.isSystem()
                        ? Path.of("/Library/LaunchDaemons")
                        : user.home().resolve("Library/LaunchAgents"))
                .resolve(LABEL + ".plist");
    }

    private static Path log(Service.User user) {
        return user.isSystem() ? Path.of("/var/log/cleat.log") : user.home().resolve("Library/Logs/cleat.log");
    }

    static String plist(Service service) {
        Map<String, String> environment = new TreeMap<>(service.environment());
        environment.put("LC_ALL", "en_US.UTF-8");
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                    <key>Label</key>
                    <string>%s</string>
                    <key>ProgramArguments</key>
                    <array>
                %s
                    </array>
                    <key>EnvironmentVariables</key>
                    <dict>
                %s
                    </dict>
                    <key>RunAtLoad</key>
                    <true/>
                    <key>KeepAlive</key>
                    <dict>
                        <key>SuccessfulExit</key>
                        <false/>
                    </dict>
                    <key>ExitTimeOut</key>
                    <integer>30</integer>
                    <key>SoftResourceLimits</key>
                    <dict>
                        <key>NumberOfFiles</key>
                        <integer>65536</integer>
                    </dict>
                    <key>StandardOutPath</key>
                    <string>%s</string>
                    <key>StandardErrorPath</key>
                    <string>%s</string>
                </dict>
                </plist>
                """.formatted(
                        LABEL,
                        service.words(List.of()).stream()
                                .map(word -> "        <string>" + Xml.escaped(word) + "</string>")
                                .collect(Collectors.joining("\n")),
                        environment.entrySet().stream()
                                .map(entry -> "        <key>%s</key>\n        <string>%s</string>"
                                        .formatted(entry.getKey(), Xml.escaped(entry.getValue())))
                                .collect(Collectors.joining("\n")),
                        Xml.escaped(log(service.user()).toString()),
                        Xml.escaped(log(service.user()).toString()));
    }
}
