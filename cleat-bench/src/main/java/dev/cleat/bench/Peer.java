package dev.cleat.bench;

import dev.cleat.bench.load.Target;
import dev.cleat.bench.server.Other;
import dev.cleat.bench.server.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A server that runs already: {@code name=unfs3,port=3049,mount=3050,pid=4711,export=/srv/bench}, of which only the port and
 * the process must be given. {@code process=nfsd} is all processes by that name, such as the threads of Linux's own server. The folder that is measured on must be what it exports.
 */
record Peer(Map<String, String> parts) {
    static Peer parse(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length < 2) {
                throw new IllegalArgumentException("not KEY=VALUE in --peer: " + part);
            }
            parts.put(pair[0], pair[1]);
        }
        if (!parts.containsKey("port") || parts.containsKey("pid") == parts.containsKey("process")) {
            throw new IllegalArgumentException("--peer needs port=N, and pid=N or process=NAME");
        }
        return new Peer(Map.copyOf(parts));
    }

    Other on(Path ground) throws IOException {
        String port = parts.getOrDefault("port", "2049");
        int mount = Integer.parseInt(parts.getOrDefault("mount", port));
        String export = parts.getOrDefault("export", ground.toString());
        Target target = new Target(Integer.parseInt(port), mount, export, 0);
        String process = parts.get("process");
        Usage usage =
                process == null ? new Usage(Long.parseLong(parts.getOrDefault("pid", "0"))) : Usage.named(process);
        return new Other(parts.getOrDefault("name", "peer"), target, usage);
    }
}
