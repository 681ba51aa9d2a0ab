package dev.cleat.bench.load;

/** Workloads by name: {@code read4k}, {@code write64k}, {@code write4k-stable}, {@code readdir}, and the others below. */
public final class Workloads {
    private static final int PAGE = 64 << 10;

    private Workloads() {}

    static Workload named(String name) {
        return switch (name) {
            case "null" -> Asking.NULL;
            case "getattr" -> Asking.GETATTR;
            case "lookup" -> Asking.LOOKUP;
            case "access" -> Asking.ACCESS;
            case "readlink" -> Asking.READLINK;
            case "fsstat" -> Asking.FSSTAT;
            case "setattr" -> Changing.MODE;
            case "create+remove" -> Making.FILE;
            case "mkdir+rmdir" -> Making.FOLDER;
            case "rename" -> Renaming.TO_AND_FRO;
            case "readdir" -> new Listing(false, PAGE);
            case "readdirplus" -> new Listing(true, PAGE);
            case "mixed" -> Mixed.PROFILE;
            case "touch" -> Touching.IN_TURN;
            default -> data(name);
        };
    }

    private static Workload data(String name) {
        if (name.startsWith("read")) {
            return new Reading(bytes(name.substring(4)));
        }
        if (!name.startsWith("write")) {
            throw new IllegalArgumentException("no workload " + name);
        }
        boolean stable = name.endsWith("-stable");
        String size = stable ? name.substring(5, name.length() - 7) : name.substring(5);
        return new Writing(bytes(size), stable ? Writing.FILE_SYNC : Writing.UNSTABLE);
    }

    private static int bytes(String size) {
        if (!size.matches("[1-9][0-9]{0,3}[km]")) {
            throw new IllegalArgumentException("no size such as 4k or 1m: " + size);
        }
        int bytes = Integer.parseInt(size.substring(0, size.length() - 1)) << (size.endsWith("m") ? 20 : 10);
        if (bytes > Content.LARGEST) {
            throw new IllegalArgumentException("more than 1m: " + size);
        }
        return bytes;
    }

    /** Whether directory entries are what counts, and not calls. */
    public static boolean countsEntries(String name) {
        return name.startsWith("readdir");
    }
}
