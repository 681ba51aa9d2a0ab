package dev.cleat.cli;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error that Windows' {@code mount.exe} and {@code umount.exe} report: "Network Error - 53" and words in the language of
 * the system, of which only the number and the command that tells about it are the same everywhere.
 */
final class WindowsError {
    private static final Pattern HELP = Pattern.compile("HELPMSG\\s+(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER_DASH =
            Pattern.compile("\\s[-\u2013\u2014:]\\s*(\\d{1,5})\\s*$", Pattern.MULTILINE);

    private WindowsError() {}

    /** Empty where there is none: addresses and drive letters in the output are no error. */
    static OptionalInt number(String output) {
        for (Pattern pattern : new Pattern[] {HELP, AFTER_DASH}) {
            Matcher found = pattern.matcher(output);
            if (found.find()) {
                return OptionalInt.of(Integer.parseInt(found.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    /** Whether the same command may succeed a moment later: the client's service answers 53 while it wakes up. */
    static boolean mayPass(String output) {
        int number = number(output).orElse(0);
        return number == 53 || number == 1203;
    }

    /** What to do about it; empty for errors that nothing more is known about. */
    static String explained(int number) {
        return switch (number) {
            case 5 ->
                "the server refuses this machine, or takes no anonymous users: see who may mount with cleat showmount";
            case 53, 1203 ->
                "Windows got no answer from port 111, by TCP or UDP, or none in time: a firewall on either side, or a "
                        + "server without a portmapper (cleat portmap answers for it)";
            case 64, 121 -> "the server stopped answering: a firewall, or a connection that is too slow";
            case 67 -> "the server has no such export: see what there is with cleat showmount";
            case 85 -> "the drive letter is taken: choose another, or * for any that is free";
            case 1222, 1231 ->
                "the Client for NFS does not run, or there is no way to the server: start it with "
                        + "nfsadmin client start";
            case 2250 -> "nothing is mounted there in this logon session; elevated programs have drives of their own";
            case 2401, 2404 -> "files are still open there: close them, or use --force";
            default -> "";
        };
    }
}
