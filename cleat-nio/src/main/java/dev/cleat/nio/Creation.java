package dev.cleat.nio;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The attributes of new objects. Until they have them nobody but their owner may do anything with them: java.nio.file can set
 * neither owner nor all bits of the mode at once, and the process's umask takes some away.
 */
final class Creation {
    private final FileSystemTraits traits;
    private final AttributeChanges changes;

    Creation(FileSystemTraits traits, AttributeChanges changes) {
        this.traits = traits;
        this.changes = changes;
    }

    /** Whether the object must never be seen without the times that it is given. */
    static boolean isMarked(NewObject object) {
        return object instanceof NewObject.RegularFile
                && object.attributes().accessed() instanceof ClientTime
                && object.attributes().modified() instanceof ClientTime;
    }

    /** What a marked file is called before it has its name: the same at each try. */
    static Name unnamed(Name name, SetAttributes marked) {
        int mark = Objects.hash(marked.accessed(), marked.modified());
        return Name.of(".cleat-%08x%08x".formatted(name.hashCode(), mark));
    }

    /** What to make an object with that others shall not see yet. */
    FileAttribute<?>[] privately(int mode) {
        return traits.unix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixModes.permissions(mode))}
                : new FileAttribute<?>[0];
    }

    /** All that the object shall have, where owners have numbers; what the caller may not give is refused. */
    SetAttributes complete(Stat directory, NewObject object, Caller caller) throws VfsException {
        SetAttributes given = object.attributes();
        Long size = given.size();
        if (size != null && size < 0) {
            throw new VfsException(VfsError.INVAL);
        }
        boolean isDirectory = object instanceof NewObject.Directory;
        int mode = given.mode() == null ? isDirectory ? 0755 : 0644 : given.mode();
        if (!traits.owners()) {
            return given.withMode(mode).withOwner(null, null);
        }
        boolean inherits = (directory.mode() & Attributes.SETGID) != 0;
        int inherited = inherits ? directory.gid() : caller.gid();
        int uid = given.uid() == null ? caller.uid() : given.uid();
        int gid = given.gid() == null ? inherited : given.gid();
        boolean ownGroup = gid == inherited || caller.isMember(gid);
        if (!caller.isRoot() && (uid != caller.uid() || !ownGroup)) {
            throw new VfsException(VfsError.PERM);
        }
        return given.withOwner(uid, gid).withMode(withSetgid(mode, isDirectory, inherits, caller, gid));
    }

    private static int withSetgid(int mode, boolean isDirectory, boolean inherits, Caller caller, int gid) {
        if (isDirectory) {
            return inherits ? mode | Attributes.SETGID : mode;
        }
        // Only members of a group hand out its rights.
        return caller.isRoot() || caller.isMember(gid) ? mode : mode & ~Attributes.SETGID;
    }

    /** Something changed in this directory, now. */
    void touch(Located directory) throws IOException {
        changes.setTimes(directory, SetAttributes.times(null, new ServerTime()));
    }

    /**
     * Gives a new object its attributes.
     *
     * @param asked by the caller, among them; the others are dropped where this process cannot give them
     */
    void give(Located made, SetAttributes attributes, SetAttributes asked) throws IOException {
        // Only a process that runs as root makes what is root's, and only it gives it away.
        boolean free = made.stat().uid() == 0;
        SetAttributes possible = free ? attributes : attributes.withOwner(asked.uid(), asked.gid());
        Long size = attributes.size();
        boolean resize = size != null && size > 0 && made.stat().isRegular();
        changes.apply(made, resize ? possible : possible.withSize(null), Caller.ROOT);
    }
}
