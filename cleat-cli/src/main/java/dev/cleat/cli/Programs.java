package dev.cleat.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/** Programs of the system. */
@FunctionalInterface
interface Programs {
    /**
     * Runs one to its end.
     *
     * @throws IOException if there is none of that name
     */
    Outcome run(List<String> words) throws IOException;

    /** Real ones; they speak English where they can be told to, because what they say is searched for words. */
    static Outcome ofSystem(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(
                process.getInputStream().readAllBytes(), Charset.forName(System.getProperty("native.encoding")));
        try {
            return new Outcome(process.waitFor(), output.strip());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
