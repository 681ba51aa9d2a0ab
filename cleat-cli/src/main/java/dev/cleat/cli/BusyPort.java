package dev.cleat.cli;

import java.io.IOException;
import java.net.BindException;
import java.util.Locale;

/** Why a server cannot have a port, and what to do about it. */
final class BusyPort {
    private BusyPort() {}

    /**
     * The line that is to be shown for this failure.
     *
     * @param failure of a server that wanted to listen, whose message names the port
     */
    static String explained(Platform platform, IOException failure) {
        String said = String.valueOf(failure.getMessage());
        boolean isPort = failure instanceof BindException || failure.getCause() instanceof BindException;
        String meaning = isPort ? meaning(platform, said) : "";
        return meaning.isEmpty() ? said : said + "; " + meaning;
    }

    private static String meaning(Platform platform, String said) {
        String words = said.toLowerCase(Locale.ROOT);
        if (words.contains("permission denied") || words.contains("access")) {
            return "ports below 1024 take root: use sudo, or another port";
        }
        if (words.contains("assign")) {
            return "this machine has no such address";
        }
        String who = holder(platform);
        return words.contains("port 111 ")
                ? "another port mapper has it, with which cleat serve --portmap auto registers; " + who
                : "another program has it; " + who;
    }

    private static String holder(Platform platform) {
        return switch (platform) {
            case LINUX -> "ss -lntup shows which";
            case MACOS -> "sudo lsof -nP -iTCP -iUDP shows which";
            case WINDOWS -> "netstat -abno shows which, in a window of an administrator";
            case OTHER -> "netstat -an shows that it does";
        };
    }
}
