package dev.cleat.cli;

import dev.cleat.client.NfsEntry;
import dev.cleat.client.NfsPath;
import dev.cleat.client.NfsVolume;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place on a server.
 *
 * @param named what it is called; null where nothing in its URL says so
 */
record RemotePlace(NfsVolume volume, NfsPath path, @Nullable Name named) implements Place {
    private static final int DIRECTORY_MODE = 0755;

    @Override
    public @Nullable Kind kind(boolean follow) throws IOException {
        try {
            return Kind.of(follow ? volume.attributes(path) : volume.linkAttributes(path));
        } catch (VfsException e) {
            if (e.error() == VfsError.NOENT) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public @Nullable Name name() {
        return named;
    }

    @Override
    public Place child(Name name) {
        return new RemotePlace(volume, path.resolve(name), name);
    }

    @Override
    public List<Name> names() throws IOException {
        return volume.list(path).stream().map(NfsEntry::name).toList();
    }

    @Override
    public Name link() throws IOException {
        return volume.readLink(path);
    }

    @Override
    public ReadableByteChannel read() throws IOException {
        return volume.open(path);
    }

    @Override
    public WritableByteChannel write() throws IOException {
        return volume.open(
                path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void makeDirectory() throws IOException {
        Kind there = kind(true);
        if (there == null) {
            volume.makeDirectory(path, DIRECTORY_MODE);
        } else if (there.type() != FileType.DIRECTORY) {
            throw new VfsException(VfsError.NOTDIR, path.toString());
        }
    }

    @Override
    public void makeLink(Name target) throws IOException {
        volume.makeSymbolicLink(path, target);
    }

    @Override
    public void keep(Kind kind) throws IOException {
        SetAttributes.ClientTime time = new SetAttributes.ClientTime(kind.modified());
        volume.setAttributes(path, SetAttributes.mode(kind.mode() & 0777).withTimes(null, time));
    }
}
