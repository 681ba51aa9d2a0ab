package dev.cleat.desktop;

import java.util.ArrayList;
import java.util.List;

/** The systems that are known to mount, and what each is told. */
enum DesktopSystem {
    LINUX,
    MACOS,
    WINDOWS;

    /** Whoever waits for a server that ended gets an error after a minute, rather than never; in tenths of a second. */
    private static final List<String> SOFT = List.of("soft", "timeo=200", "retrans=3");

    /**
     * @throws UnsupportedOperationException for other systems
     */
    static DesktopSystem current() {
        String name = System.getProperty("os.name");
        if (name.startsWith("Windows")) {
            return WINDOWS;
        }
        if (name.startsWith("Mac")) {
            return MACOS;
        }
        if (name.equals("Linux")) {
            return LINUX;
        }
        throw new UnsupportedOperationException("it is not known how " + name + " mounts");
    }

    List<String> options() {
        return switch (this) {
            case LINUX, MACOS -> SOFT;
            case WINDOWS -> List.of();
        };
    }

    List<String> mount(MountCommand command, String target) {
        return switch (this) {
            case LINUX -> command.linux(target);
            case MACOS -> command.macos(target);
            case WINDOWS -> command.windows(target);
        };
    }

    /**
     * @param force even where files are open
     */
    List<String> unmount(String target, boolean force) {
        return switch (this) {
            // Lazily: it leaves the tree at once, and those who have files open keep them until they close them.
            case LINUX -> force ? List.of("umount", "-f", "-l", target) : List.of("umount", target);
            case MACOS -> force ? List.of("umount", "-f", target) : List.of("umount", target);
            case WINDOWS -> force ? List.of("umount.exe", "-f", target) : List.of("umount.exe", target);
        };
    }

    /** Prints what is mounted. */
    List<String> list() {
        return switch (this) {
            case LINUX -> List.of("cat", "/proc/self/mounts");
            case MACOS -> List.of("mount");
            case WINDOWS -> List.of("mount.exe");
        };
    }

    /** Whether a line of {@link #list} says that something of ours is mounted at the target. */
    boolean isMount(String line, MountCommand command, String target) {
        return switch (this) {
            case LINUX -> line.startsWith(escaped(command.source()) + " " + escaped(target) + " nfs");
            case MACOS -> line.startsWith(command.source() + " on " + target + " (");
            case WINDOWS -> words(line).containsAll(List.of(target, command.share()));
        };
    }

    /** As the kernel writes names there. */
    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        name.chars().forEach(c -> {
            if (c == ' ' || c == '\t' || c == '\n' || c == '\\') {
                escaped.append("\\%03o".formatted(c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    private static List<String> words(String line) {
        return new ArrayList<>(List.of(line.strip().split("\\s+")));
    }
}
