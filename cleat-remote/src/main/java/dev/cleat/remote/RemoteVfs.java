package dev.cleat.remote;

import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.tree.FileTreeVfs;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Remote files as a file system that can only be read. They appear with their sizes as soon as the origin tells of them;
 * contents are fetched by range, in blocks of 1 MiB, when they are first read. Readers who go on where they were get up
 * to eight blocks ahead. What was fetched stays on disk, within a bound, over restarts.
 *
 * <p>Another version at the origin is another object: what a client reads through one handle is of one version, or the handle
 * is stale. While the origin does not answer, clients are told to ask again ({@code JUKEBOX}), after
 * {@link RemoteOptions#outage} that it fails ({@code IO}); what is in the cache goes on being served.
 */
public final class RemoteVfs extends ForwardingVfs {
    private final Origin origin;
    private final Blocks blocks;

    private RemoteVfs(FileTreeVfs files, Origin origin, Blocks blocks) {
        super(files);
        this.origin = origin;
        this.blocks = blocks;
    }

    /**
     * @param origin closed with the file system
     * @param ids where identities are kept; closed with the file system
     */
    public static RemoteVfs open(Origin origin, IdMap ids, RemoteOptions options) throws IOException {
        return open(origin, ids, options, InstantSource.system(), Thread::sleep);
    }

    static RemoteVfs open(Origin origin, IdMap ids, RemoteOptions options, InstantSource clock, Attempts.Pause pause)
            throws IOException {
        Attempts attempts = new Attempts(options, clock, pause);
        Blocks blocks = new Blocks(origin, options, attempts);
        Folders folders = new Folders(origin, options, attempts, clock);
        return new RemoteVfs(new FileTreeVfs(new RemoteTree(folders, blocks), ids), origin, blocks);
    }

    @Override
    public void close() throws IOException {
        try (origin) {
            blocks.close();
            super.close();
        }
    }
}
