package dev.cleat.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What the refusal of a system's {@code mount} or {@code umount} means for the one who typed the command. */
final class Explanation {
    /** Words of the tools in English, lower case, each with its meaning; the first that is found counts. */
    private record Known(String words, String meaning) {}

    private static final String NEEDS_ROOT = "this takes root: run it with sudo";
    private static final String NO_CLIENT =
            "this system has no NFS client yet: install it (Debian: apt install nfs-common; Fedora: dnf install nfs-utils)";

    private static final String NO_WINDOWS_CLIENT =
            "Windows has no NFS client yet: switch on the feature Client for NFS, as administrator with "
                    + "Enable-WindowsOptionalFeature -Online -FeatureName ServicesForNFS-ClientOnly,"
                    + "ClientForNFS-Infrastructure -All (editions called Home have none)";

    private static final List<Known> KNOWN = List.of(
            new Known("must be superuser", NEEDS_ROOT),
            new Known("only root can", NEEDS_ROOT),
            new Known(
                    "operation not permitted",
                    "this takes root (run it with sudo), and is forbidden in most containers"),
            new Known("you might need a /sbin/mount", NO_CLIENT),
            new Known("need a helper program", NO_CLIENT),
            new Known("unknown filesystem type", NO_CLIENT),
            new Known("no such device", "the kernel has no NFS: load it with modprobe nfs"),
            new Known("not mounted", "nothing is mounted there"),
            new Known("not currently mounted", "nothing is mounted there"),
            new Known("no mount point", "nothing is mounted there"),
            new Known("target is busy", "somebody is in there: see who with fuser -vm, or use --force"),
            new Known("resource busy", "somebody is in there: see who with lsof, or use --force"),
            new Known("already mounted", "it is mounted there already"),
            new Known("device is busy", "it is mounted there already, or somebody is in there"),
            new Known("access denied", "the server refuses this machine: see who may mount with cleat showmount"),
            new Known(
                    "permission denied", "the server refuses this machine, or the folder is not yours: try with sudo"),
            new Known("connection refused", "nobody listens at that port: the server does not run, or has another one"),
            new Known("timed out", "no answer: a firewall on either side, or a host that is off"),
            new Known("no route to host", "a firewall refuses it, or there is no way to that host"),
            new Known("not avail", "the port mapper knows no such program: give --port and --mount-port"),
            new Known("not registered", "the port mapper knows no such program: give --port and --mount-port"),
            new Known("transport protocol is not supported", "the server has no NFS version 3 over TCP at that port"),
            new Known("requested nfs version", "the server has no NFS version 3 over TCP at that port"),
            new Known("no such file or directory", "the export or the folder to mount at does not exist"));

    private Explanation() {}

    /** A line, or nothing where no more is known than the tool has said itself. */
    static String of(Platform platform, Outcome outcome) {
        return switch (platform) {
            case WINDOWS -> windows(outcome);
            case LINUX, MACOS, OTHER -> posix(outcome);
        };
    }

    /** What a program that could not be started means. */
    static String ofMissing(Platform platform, String program) {
        boolean isMount = program.equals("mount.exe") || program.equals("umount.exe");
        return platform == Platform.WINDOWS && isMount ? NO_WINDOWS_CLIENT : "this system has no " + program;
    }

    /** What the tool said; and what it means, if it failed. */
    static void print(Platform platform, Outcome outcome, PrintWriter out) {
        outcome.output().lines().map(Printable::of).forEach(out::println);
        String meaning = outcome.isDone() ? "" : of(platform, outcome);
        if (!meaning.isEmpty()) {
            out.println("That is: " + meaning + ".");
        }
        out.flush();
    }

    private static String windows(Outcome outcome) {
        int number = WindowsError.number(outcome.output()).orElse(0);
        return WindowsError.explained(number);
    }

    private static String posix(Outcome outcome) {
        String output = outcome.output().toLowerCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(known -> output.contains(known.words()))
                .map(Known::meaning)
                .findFirst()
                .orElse("");
    }
}
