package dev.cleat.bench.flame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records a running server and draws what it did. For one thread. */
public final class Flame {
    private static final String RECORDING = "flame";

    private final long pid;
    private final Path recording;

    /**
     * A recording to be made.
     *
     * @param pid a process of this user, in Java 25
     * @param recording the file to write, {@code .jfr}
     */
    public Flame(long pid, Path recording) {
        this.pid = pid;
        this.recording = recording;
    }

    /** Begins to record. */
    public void start() throws IOException, InterruptedException {
        ask(
                "JFR.start",
                "name=" + RECORDING,
                "settings=none",
                // The plus is for settings that no .jfc file has.
                "+" + Stacks.EVENT + "#enabled=true",
                "+" + Stacks.EVENT + "#throttle=1000/s");
    }

    /** Ends it, and writes the recording. */
    public void stop() throws IOException, InterruptedException {
        ask("JFR.stop", "name=" + RECORDING, "filename=" + recording);
    }

    private void ask(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(pid));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || said.contains("Exception") || said.contains("Could not")) {
            throw new IOException("jcmd " + words[0] + ": " + said.strip());
        }
    }

    /**
     * Draws the recording beside it.
     *
     * @return the picture, {@code .svg}; with it comes {@code .collapsed}, for other programs
     */
    public Path draw(String title) throws IOException {
        Map<String, Long> stacks = Stacks.read(recording);
        if (stacks.isEmpty()) {
            throw new IOException("no samples in " + recording);
        }
        String name = recording.toString().replaceAll("\\.jfr$", "");
        List<String> lines = new ArrayList<>();
        stacks.forEach((stack, samples) -> lines.add(stack + " " + samples));
        Files.write(Path.of(name + ".collapsed"), lines);
        return Files.writeString(Path.of(name + ".svg"), FlameGraph.of(title, stacks));
    }
}
