package dev.cleat.desktop;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the system. */
@FunctionalInterface
interface Programs {
    long MOST_SECONDS = 60;

    /**
     * @param output what it printed, errors among it
     */
    record Outcome(int status, String output) {}

    /** Runs one to its end. */
    Outcome run(List<String> words) throws IOException;

    /** Real ones, in English where they can be told to. */
    static Outcome ofSystem(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try (var output = process.inputReader(Charset.forName(System.getProperty("native.encoding", "UTF-8")))) {
            StringBuilder said = new StringBuilder();
            output.lines().forEach(line -> said.append(line).append('\n'));
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(words.getFirst() + " does not end");
            }
            return new Outcome(process.exitValue(), said.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
