package dev.cleat.vfs.memory;

import static dev.cleat.vfs.Attributes.SETGID;
import static dev.cleat.vfs.Attributes.SETUID;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.SetAttributes.SetTime;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How attributes change, and who may change them: POSIX chmod, chown, truncate and utimensat, on values. */
final class AttributeRules {
    private static final int GROUP_EXECUTE = 010;

    private AttributeRules() {}

    /** The attributes after changes that were checked. */
    static Attributes.Builder changed(Attributes before, SetAttributes changes, Caller caller, Instant now) {
        Integer uid = changes.uid();
        Integer gid = changes.gid();
        Long size = changes.size();
        int group = gid == null ? before.gid() : gid;
        Attributes.Builder after = before.toBuilder()
                .owner(uid == null ? before.uid() : uid, group)
                .mode(mode(before, changes, group, caller))
                .accessed(time(changes.accessed(), before.accessed(), now))
                .modified(time(changes.modified(), size == null ? before.modified() : now, now))
                .changed(now);
        return size == null ? after : after.size(size);
    }

    private static int mode(Attributes before, SetAttributes changes, int group, Caller caller) {
        int mode = before.mode();
        if ((changes.uid() != null || changes.gid() != null) && !before.isDirectory()) {
            mode = withoutSetIds(mode);
        }
        // A link's own mode means nothing, and no kernel lets it change.
        if (changes.mode() != null && before.type() != FileType.SYMBOLIC_LINK) {
            mode = allowedMode(changes.mode(), group, caller);
        }
        return changes.size() == null || caller.isRoot() ? mode : withoutSetIds(mode);
    }

    /** The attributes after a write. */
    static Attributes.Builder written(Attributes before, long size, Caller caller, Instant now) {
        return before.toBuilder()
                .mode(caller.isRoot() ? before.mode() : withoutSetIds(before.mode()))
                .size(size)
                .modified(now)
                .changed(now);
    }

    /** The attributes of a new object in this directory. */
    static Attributes.Builder created(
            FileType type, long fileId, Attributes directory, SetAttributes given, Caller caller, Instant now)
            throws VfsException {
        boolean inherits = (directory.mode() & SETGID) != 0;
        int uid = given.uid() == null ? caller.uid() : given.uid();
        int inherited = inherits ? directory.gid() : caller.gid();
        int gid = given.gid() == null ? inherited : given.gid();
        require(caller.isRoot() || (uid == caller.uid() && (gid == inherited || caller.isMember(gid))));
        Attributes.Builder made = Attributes.builder(type, fileId)
                .owner(uid, gid)
                .fsid(directory.fsid())
                .times(time(given.accessed(), now, now), time(given.modified(), now, now), now);
        if (type == FileType.SYMBOLIC_LINK) {
            return made;
        }
        boolean isDirectory = type == FileType.DIRECTORY;
        int mode = given.mode() == null ? isDirectory ? 0755 : 0644 : given.mode();
        return isDirectory ? made.mode(inherits ? mode | SETGID : mode) : made.mode(allowedMode(mode, gid, caller));
    }

    /** Only members of a group hand out its rights. */
    private static int allowedMode(int mode, int group, Caller caller) {
        return caller.isRoot() || caller.isMember(group) ? mode : mode & ~SETGID;
    }

    /** Setgid without the right to execute once meant mandatory locking, so it is no privilege and stays. */
    private static int withoutSetIds(int mode) {
        return (mode & GROUP_EXECUTE) == 0 ? mode & ~SETUID : mode & ~(SETUID | SETGID);
    }

    private static Instant time(@Nullable SetTime wanted, Instant otherwise, Instant now) {
        return switch (wanted) {
            case null -> otherwise;
            case ServerTime() -> now;
            case ClientTime(Instant time) -> time;
        };
    }

    private static void require(boolean allowed) throws VfsException {
        if (!allowed) {
            throw new VfsException(VfsError.PERM);
        }
    }
}
