package dev.cleat.client;

import dev.cleat.mount.Export;
import dev.cleat.rpc.RpcException;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an absolute path of a server leads.
 *
 * @param volume mounted for this, and closed with it
 * @param path in the volume; nothing need be there
 */
public record NfsLocation(NfsVolume volume, NfsPath path) implements AutoCloseable {
    private static final int EXPORTS_SHOWN = 8;

    /** From the whole path upwards, since nobody tells where exports begin. */
    static NfsLocation find(NfsClient client, NfsPath path) throws IOException {
        VfsException telling = null;
        NfsPath mounted = path;
        while (true) {
            try {
                NfsVolume volume = client.volume(mounted.absolute());
                int rest = mounted.names().size();
                NfsPath left =
                        new NfsPath(path.names().subList(rest, path.names().size()));
                if (mounted.isRoot() && left.names().size() > 1) {
                    // This may be a list of exports, of which the path means one that is not there.
                    volume.linkAttributes(new NfsPath(left.names().subList(0, 1)));
                }
                return new NfsLocation(volume, left);
            } catch (VfsException e) {
                telling = moreTelling(telling, e);
            }
            if (mounted.isRoot()) {
                throw telling.error() == VfsError.NOENT ? noExport(client, path) : telling;
            }
            mounted = mounted.parent();
        }
    }

    private static VfsException moreTelling(@Nullable VfsException before, VfsException now) {
        if (before == null) {
            return now;
        }
        boolean says = before.error() != VfsError.NOENT && before.error() != VfsError.NOTDIR;
        return says ? before : now;
    }

    private static VfsException noExport(NfsClient client, NfsPath path) throws IOException {
        String exports;
        try {
            exports = client.call(new Export()).exports().stream()
                    .limit(EXPORTS_SHOWN)
                    .map(exported -> exported.directory().toString())
                    .collect(Collectors.joining(", "));
        } catch (RpcException e) {
            exports = "";
        }
        String hint = exports.isEmpty() ? "" : "; it exports " + exports;
        return new VfsException(VfsError.NOENT, "the server exports nothing that /" + path + " leads into" + hint);
    }

    @Override
    public void close() throws IOException {
        volume.close();
    }
}
