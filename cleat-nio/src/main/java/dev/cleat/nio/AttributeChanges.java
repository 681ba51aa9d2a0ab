package dev.cleat.nio;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.SetAttributes.SetTime;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Owner, mode, size and times, changed in this order, after all was allowed. */
final class AttributeChanges {
    private final FileSystemTraits traits;
    private final Owners owners;
    private final Contents contents;
    private final InstantSource clock;

    AttributeChanges(FileSystemTraits traits, Owners owners, Contents contents, InstantSource clock) {
        this.traits = traits;
        this.owners = owners;
        this.contents = contents;
        this.clock = clock;
    }

    /** Only regular files have a size to change. */
    static void checkSize(Stat stat, SetAttributes wanted) throws VfsException {
        if (wanted.size() != null && !stat.isRegular()) {
            throw new VfsException(stat.isDirectory() ? VfsError.ISDIR : VfsError.INVAL);
        }
    }

    void apply(Located object, SetAttributes wanted, Caller caller) throws IOException {
        boolean hasMode = wanted.mode() != null && object.stat().type() != FileType.SYMBOLIC_LINK;
        Integer mode = hasMode ? Integer.valueOf(allowed(object, wanted, caller)) : null;
        owners.change(object, wanted.uid(), wanted.gid(), mode, caller);
        Long size = wanted.size();
        if (size != null) {
            boolean asOwner = caller.isRoot() || caller.uid() == object.stat().uid();
            contents.resize(object, size, asOwner);
            if (wanted.mode() == null && !caller.isRoot()) {
                clearSetIds(object, caller);
            }
        }
        // The kernel's own clock may stand behind ours by a tick; a new size has moved the time unless it is the old
        // one.
        boolean touch = size != null && wanted.modified() == null;
        setTimes(object, touch ? wanted.withTimes(wanted.accessed(), new ServerTime()) : wanted);
        if (wanted.accessed() != null || wanted.modified() != null) {
            owners.touched(object);
        }
    }

    void setTimes(Located object, SetAttributes wanted) throws IOException {
        boolean some = wanted.accessed() != null || wanted.modified() != null;
        if (some && traits.archive()) {
            // When it is closed later, its provider would set the time of that.
            contents.close(object);
        }
        Instant now = clock.instant();
        setTimes(object, time(wanted.accessed(), now), time(wanted.modified(), now));
    }

    /** Only members of a group hand out its rights. */
    private static int allowed(Located object, SetAttributes wanted, Caller caller) {
        Integer gid = wanted.gid();
        int group = gid == null ? object.stat().gid() : gid;
        int mode = wanted.mode() == null ? object.stat().mode() : wanted.mode();
        return caller.isRoot() || caller.isMember(group) ? mode : mode & ~Attributes.SETGID;
    }

    /** What a write changes besides the contents, where the file system does not. */
    void beforeWrite(Located file, Caller caller) throws IOException {
        if (!caller.isRoot()) {
            clearSetIds(file, caller);
        }
        if (traits.archive()) {
            setTimes(file, SetAttributes.times(null, new ServerTime()));
        }
    }

    /** After a write by somebody else than the superuser; a server that runs as root would leave them. */
    private void clearSetIds(Located object, Caller caller) throws IOException {
        int mode = object.stat().mode();
        int cleared = Stat.withoutSetIds(mode);
        if (traits.owners() && cleared != mode) {
            owners.change(object, null, null, cleared, caller);
        }
    }

    private void setTimes(Located object, @Nullable FileTime accessed, @Nullable FileTime modified) throws IOException {
        if (accessed == null && modified == null) {
            return;
        }
        LinkOption[] options = object.stat().type() == FileType.SYMBOLIC_LINK
                ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS}
                : new LinkOption[0];
        Files.getFileAttributeView(object.path(), BasicFileAttributeView.class, options)
                .setTimes(modified, accessed, null);
    }

    private @Nullable FileTime time(@Nullable SetTime wanted, Instant now) {
        return switch (wanted) {
            case null -> null;
            case ServerTime() -> kept(now);
            case ClientTime(Instant time) -> kept(time);
        };
    }

    /** An archive that is open seems to keep more than is in it after it was closed. */
    private FileTime kept(Instant time) {
        long seconds = traits.granularity().toSeconds();
        return seconds == 0
                ? FileTime.from(time)
                : FileTime.from(Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds));
    }
}
