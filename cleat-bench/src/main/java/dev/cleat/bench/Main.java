package dev.cleat.bench;

import java.io.IOException;

/** The program behind {@code ./bench}. */
final class Main {
    private static final int WRONG_USE = 2;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            Options options = Options.parse(arguments);
            switch (options.verb) {
                case COMPARE -> System.exit(new Comparison(options).run() ? 0 : 1);
                case ADOPT -> new Results(options.results).adopt(options.adopted);
                case FLAME -> new FlameTrial(options).run();
                case RENDER -> new Results(options.results).render();
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.exit(WRONG_USE);
        } catch (IOException failed) {
            System.err.println("bench: " + failed.getMessage());
            System.exit(1);
        }
    }
}
