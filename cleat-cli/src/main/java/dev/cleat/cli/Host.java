package dev.cleat.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The machine that a command runs on.
 *
 * @param pause lets a moment pass before something is tried again
 */
record Host(Platform platform, Programs programs, Pause pause) {
    private static final int TRIES = 5;

    @FunctionalInterface
    interface Pause {
        void take() throws InterruptedException;
    }

    static Host current() {
        return new Host(Platform.current(), Programs::ofSystem, () -> TimeUnit.SECONDS.sleep(2));
    }

    /**
     * Runs a program, more than once where Windows' client may need but a moment.
     *
     * @throws IOException if there is no such program; the message says where it comes from
     */
    Outcome run(List<String> words) throws IOException {
        Outcome outcome = start(words);
        for (int tries = 1; tries < TRIES && mayPass(outcome); tries++) {
            waitAMoment();
            outcome = start(words);
        }
        return outcome;
    }

    private boolean mayPass(Outcome outcome) {
        return platform == Platform.WINDOWS && !outcome.isDone() && WindowsError.mayPass(outcome.output());
    }

    private Outcome start(List<String> words) throws IOException {
        try {
            return programs.run(words);
        } catch (IOException e) {
            throw new IOException(Explanation.ofMissing(platform, words.getFirst()), e);
        }
    }

    private void waitAMoment() throws IOException {
        try {
            pause.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Whether the drives of this program are hidden from others of the same user: elevated programs have drives of their own.
     * The number is that of the high integrity level, in a list that is otherwise in the language of the system.
     */
    boolean isElevated() {
        try {
            return platform == Platform.WINDOWS
                    && programs.run(List.of("whoami.exe", "/groups")).output().contains("S-1-16-12288");
        } catch (IOException e) {
            return false;
        }
    }
}
