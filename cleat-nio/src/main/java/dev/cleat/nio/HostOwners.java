package dev.cleat.nio;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Owners and modes that the file system keeps itself. What it cannot keep of them is forgotten. */
record HostOwners(FileSystemTraits traits) implements Owners {
    @Override
    public Attributes judgedFor(Located object, Attributes attributes, Caller caller) {
        return attributes;
    }

    @Override
    public void change(
            Located object, @Nullable Integer uid, @Nullable Integer gid, @Nullable Integer mode, Caller caller)
            throws IOException {
        if (traits.unix()) {
            setOwner(object, uid, gid);
            boolean clears = (uid != null || gid != null)
                    && mode == null
                    && !object.stat().isDirectory();
            int cleared = Stat.withoutSetIds(object.stat().mode());
            if (clears
                    && object.stat().type() != FileType.SYMBOLIC_LINK
                    && cleared != object.stat().mode()) {
                // A chown by root leaves them on what nobody can execute, and there is none where nothing changes.
                setMode(object.path(), cleared);
            }
        }
        if (mode != null) {
            setMode(object.path(), mode);
        }
    }

    private static void setOwner(Located object, @Nullable Integer uid, @Nullable Integer gid) throws IOException {
        if (uid != null && uid != object.stat().uid()) {
            Files.setAttribute(object.path(), "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
        if (gid != null && gid != object.stat().gid()) {
            Files.setAttribute(object.path(), "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private void setMode(Path path, int mode) throws IOException {
        if (traits.unix()) {
            // Following, since otherwise the JDK would open the object: unreadable files refuse, FIFOs wait for a
            // writer.
            Files.setAttribute(path, "unix:mode", mode);
        } else if (traits.posix()) {
            Files.setAttribute(path, "posix:permissions", PosixModes.permissions(mode), LinkOption.NOFOLLOW_LINKS);
        }
    }

    @Override
    public void touched(Located object) {
        // The file system sets its own time of change.
    }
}
