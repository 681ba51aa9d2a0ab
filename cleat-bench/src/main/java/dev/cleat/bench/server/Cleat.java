package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This checkout's own server, by its launcher. */
public final class Cleat {
    private static final Pattern READY = Pattern.compile("^ready .*", Pattern.MULTILINE);

    private Cleat() {}

    /**
     * Starts it.
     *
     * @param uid whom it runs as, and who calls it
     * @param metadata {@code async} or {@code sync}
     * @param ground a folder to be served
     * @param work an empty folder of this server's own
     */
    public static Server start(String name, int uid, String metadata, Path ground, Path work)
            throws IOException, InterruptedException {
        Path state = Files.createDirectories(work.resolve("state"));
        List<String> command = new ArrayList<>();
        if (uid != 0 && Caller.isRoot()) {
            Files.setAttribute(state, "unix:uid", uid);
            command.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"));
        }
        command.addAll(
                List.of(Checkout.root().resolve("cleat").toString(), "serve", "--port", "0", "--portmap", "off"));
        command.addAll(List.of("--squash", "none", "--metadata", metadata, "--log", "warning"));
        command.addAll(List.of("--state", state.toString(), ground.toString()));
        Child child = Child.start(command, work.resolve("log"));
        child.await(() -> READY.matcher(child.said()).find());
        Matcher ready = READY.matcher(child.said());
        String line = ready.find() ? ready.group() : "";
        Target target = new Target(port(line, "nfs"), port(line, "mount"), ground.toString(), uid);
        return new Started(name, target, child);
    }

    private static int port(String line, String key) throws IOException {
        Matcher told = Pattern.compile("\\b" + key + "=(\\d+)").matcher(line);
        if (!told.find()) {
            throw new IOException("no port of " + key + " in: " + line);
        }
        return Integer.parseInt(told.group(1));
    }
}
