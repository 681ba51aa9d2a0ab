package dev.cleat.vfs;

/** Who may do what, by owner, group and mode, as POSIX has it: for back ends that have nobody else to decide. */
public final class Permissions {
    public static final int READ = 4;
    public static final int WRITE = 2;
    public static final int EXECUTE = 1;

    private Permissions() {}

    /** What the mode gives the caller: {@link #READ}, {@link #WRITE}, {@link #EXECUTE} (search, of a directory), or-ed. */
    public static int granted(Attributes attributes, Caller caller) {
        int mode = attributes.mode();
        if (caller.isRoot()) {
            boolean executable = attributes.isDirectory() || (mode & 0111) != 0;
            return executable ? READ | WRITE | EXECUTE : READ | WRITE;
        }
        if (caller.uid() == attributes.uid()) {
            return mode >> 6 & 7;
        }
        return caller.isMember(attributes.gid()) ? mode >> 3 & 7 : mode & 7;
    }

    /** Demands what a directory operation needs; the owner has no rights beyond the mode. */
    public static void check(Attributes attributes, Caller caller, int wanted) throws VfsException {
        if ((granted(attributes, caller) & wanted) != wanted) {
            throw new VfsException(VfsError.ACCES);
        }
    }

    /** Demands what READ needs: to read or to execute, or to be the owner (RFC 1813 §4.4). */
    public static void checkRead(Attributes attributes, Caller caller) throws VfsException {
        if (!isOwner(attributes, caller) && (granted(attributes, caller) & (READ | EXECUTE)) == 0) {
            throw new VfsException(VfsError.ACCES);
        }
    }

    /** Demands what WRITE and a new size need: to write, or to be the owner (RFC 1813 §4.4). */
    public static void checkWrite(Attributes attributes, Caller caller) throws VfsException {
        if (!isOwner(attributes, caller)) {
            check(attributes, caller, WRITE);
        }
    }

    /** Demands what a change of attributes other than the size needs. */
    public static void checkOwner(Attributes attributes, Caller caller) throws VfsException {
        if (!isOwner(attributes, caller) && !caller.isRoot()) {
            throw new VfsException(VfsError.PERM);
        }
    }

    /** Demands what removing or renaming an entry needs: to write and search the directory and, where that is sticky, to own either. */
    public static void checkRemove(Attributes directory, Attributes entry, Caller caller) throws VfsException {
        check(directory, caller, WRITE | EXECUTE);
        boolean sticky = (directory.mode() & Attributes.STICKY) != 0;
        if (sticky && !caller.isRoot() && !isOwner(directory, caller) && !isOwner(entry, caller)) {
            throw new VfsException(VfsError.PERM);
        }
    }

    public static boolean isOwner(Attributes attributes, Caller caller) {
        return caller.uid() == attributes.uid();
    }
}
