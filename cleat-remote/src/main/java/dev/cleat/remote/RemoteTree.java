package dev.cleat.remote;

import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.FileTree;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An origin as a tree: what is where from its lists, contents by blocks. */
final class RemoteTree implements FileTree {
    private final Folders folders;
    private final Blocks blocks;

    RemoteTree(Folders folders, Blocks blocks) {
        this.folders = folders;
        this.blocks = blocks;
    }

    @Override
    public @Nullable Entry stat(String path) throws IOException {
        return switch (folders.stat(path)) {
            case RemoteFile file -> new Entry.File(file.size(), file.modified(), version(file));
            case RemoteFolder folder -> new Entry.Folder(folder.modified());
            case null -> null;
        };
    }

    @Override
    public Iterable<String> list(String path) throws IOException {
        List<String> names = folders.names(path);
        if (names == null) {
            throw new VfsException(VfsError.STALE);
        }
        return names;
    }

    @Override
    public void read(String path, long offset, ByteBuffer into) throws IOException {
        RemoteEntry entry = folders.stat(path);
        if (!(entry instanceof RemoteFile file) || offset + into.remaining() > file.size()) {
            throw new VfsException(VfsError.STALE);
        }
        try {
            blocks.read(folders.withVersion(file), offset, into);
        } catch (ChangedException | NoSuchFileException e) {
            folders.forget(path);
            throw new VfsException(VfsError.STALE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Blocking blocking() {
        return Blocking.NETWORK;
    }

    /** A number for each version; times count where there are none. Never 0, which would mean that there is only one. */
    private static long version(RemoteFile file) {
        String told = file.version().isEmpty() ? file.modified().toString() : file.version();
        long hash = file.size();
        for (int i = 0; i < told.length(); i++) {
            hash = (hash ^ told.charAt(i)) * 0x100000001B3L + 0x9E3779B97F4A7C15L;
        }
        return hash >>> 2 | 1;
    }
}
