package dev.cleat.vfs;

import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.SetTime;
import org.jspecify.annotations.Nullable;

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

    /**
     * Demands what SETATTR needs: to be the owner, of a new mode or owner or times of the caller's; to be the superuser, to
     * give the object away; to be the owner or to write, of a new size; to write, of the server's time.
     */
    public static void checkChanges(Attributes before, SetAttributes changes, Caller caller) throws VfsException {
        if (changes.mode() != null || changes.uid() != null || changes.gid() != null) {
            checkOwner(before, caller);
        }
        Integer uid = changes.uid();
        if (uid != null && uid != before.uid()) {
            requireRight(caller.isRoot());
        }
        Integer gid = changes.gid();
        if (gid != null && gid != before.gid()) {
            requireRight(caller.isRoot() || caller.isMember(gid));
        }
        checkSize(before, changes.size(), caller);
        checkTimes(before, changes.accessed(), changes.modified(), caller);
    }

    private static void checkSize(Attributes before, @Nullable Long size, Caller caller) throws VfsException {
        if (size == null) {
            return;
        }
        if (before.isDirectory()) {
            throw new VfsException(VfsError.ISDIR);
        }
        if (!before.isRegular() || size < 0) {
            throw new VfsException(VfsError.INVAL);
        }
        checkWrite(before, caller);
    }

    private static void checkTimes(
            Attributes before, @Nullable SetTime accessed, @Nullable SetTime modified, Caller caller)
            throws VfsException {
        if (accessed instanceof ClientTime || modified instanceof ClientTime) {
            checkOwner(before, caller);
        } else if (accessed != null || modified != null) {
            checkWrite(before, caller);
        }
    }

    private static void requireRight(boolean allowed) throws VfsException {
        if (!allowed) {
            throw new VfsException(VfsError.PERM);
        }
    }
}
