package dev.cleat.client;

import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.SymLink;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * The files of a directory that was mounted, by their paths: what {@link java.nio.file.Files} is for a local file system,
 * without anything kept between calls, so that each sees what the server has then.
 *
 * <p>Paths are followed here, links included, as far as they stay below the directory; absolute links lead out of it. What the
 * server answers is not trusted: wherever it leads, no name that is handed out has a slash, and nothing goes round for ever.
 *
 * <p>Where a method says nothing of errors it throws {@link VfsException} for what the server refused, with its reason, and
 * other {@link IOException}s where the server could not be asked. For any number of threads.
 */
public final class NfsVolume implements AutoCloseable {
    private final NfsClient client;
    private final Calls calls;
    private final Name directory;
    private final Opaque root;
    private final Transfer transfer;
    private final PathWalk walk;

    private NfsVolume(NfsClient client, Calls calls, Name directory, Opaque root, Transfer transfer) {
        this.client = client;
        this.calls = calls;
        this.directory = directory;
        this.root = root;
        this.transfer = transfer;
        this.walk = new PathWalk(calls, root);
    }

    static NfsVolume of(NfsClient client, Calls calls, Name directory, Opaque root) throws IOException {
        Transfer transfer = calls.patiently(() -> switch (calls.call(new FsInfo(root))) {
            case FsInfo.Ok ok -> Transfer.of(ok, client.protocol());
            case FsInfo.Failed failed -> throw NfsFailure.of(failed.status(), directory);
        });
        return new NfsVolume(client, calls, directory, root, transfer);
    }

    /** For raw calls. */
    public NfsClient client() {
        return client;
    }

    /** The handle of the directory that was mounted, for raw calls. */
    public Opaque root() {
        return root;
    }

    /** The handle of what is there, for raw calls; links are followed. */
    public Opaque handle(NfsPath path) throws IOException {
        return walk.to(path, true).handle();
    }

    /** Of what is there, links followed. */
    public Attributes attributes(NfsPath path) throws IOException {
        return walk.to(path, true).attributes();
    }

    /** Of what is there, which may be a link. */
    public Attributes linkAttributes(NfsPath path) throws IOException {
        return walk.to(path, false).attributes();
    }

    /**
     * All entries of a directory but "." and "..", in the server's order.
     *
     * @throws VfsException FBIG where there are some millions, IO where the server's listing makes no sense
     */
    public List<NfsEntry> list(NfsPath path) throws IOException {
        return new DirectoryPages(calls, handle(path), transfer.listBytes()).all(path);
    }

    /**
     * Opens a regular file, with mode 0644 if it is made.
     *
     * @param options as {@link java.nio.channels.FileChannel#open} has them: READ where none is given; WRITE, APPEND,
     *     TRUNCATE_EXISTING, CREATE, CREATE_NEW, and SYNC and DSYNC for writes that are safe when they return
     * @throws UnsupportedOperationException for other options
     */
    public NfsFile open(NfsPath path, OpenOption... options) throws IOException {
        return open(path, 0644, Set.of(options));
    }

    /**
     * As the other {@code open}.
     *
     * @param mode of the file if it is made, 07777 at most
     */
    public NfsFile open(NfsPath path, int mode, Set<? extends OpenOption> options) throws IOException {
        return new FileOpening(calls, walk, path, OpenMode.of(options), mode).open(transfer);
    }

    /** The contents of a file, from its beginning. Each read is a call: take large pieces, or a buffer around it. */
    public InputStream read(NfsPath path) throws IOException {
        return new FileInput(open(path));
    }

    /** Makes or empties a file. What was written is safe when the stream was closed, and not before. */
    public OutputStream write(NfsPath path) throws IOException {
        return Channels.newOutputStream(
                open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    public void makeDirectory(NfsPath path, int mode) throws IOException {
        Opaque parent = parent(path);
        made(new MkDir(parent, path.name(), SetAttributes.mode(mode)), path);
    }

    /**
     * @param target kept as it is, whatever it means
     */
    public void makeSymbolicLink(NfsPath path, Name target) throws IOException {
        Opaque parent = parent(path);
        made(new SymLink(parent, path.name(), SetAttributes.NONE, target), path);
    }

    private void made(Request<Created> making, NfsPath path) throws IOException {
        calls.patiently(() -> switch (calls.call(making)) {
            case Created.Ok ok -> ok;
            case Created.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }

    /** The target of a link, as it is: it may be absolute, or lead anywhere. */
    public Name readLink(NfsPath path) throws IOException {
        return walk.target(handleOf(path), path);
    }

    /** A further name for a file. */
    public void makeLink(NfsPath existing, NfsPath path) throws IOException {
        Opaque file = handleOf(existing);
        Opaque parent = parent(path);
        calls.patiently(() -> switch (calls.call(new Link(file, parent, path.name()))) {
            case Link.Ok ok -> ok;
            case Link.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }

    /** Removes anything but a directory. */
    public void remove(NfsPath path) throws IOException {
        changed(new Remove(parent(path), path.name()), path);
    }

    /** Removes a directory, which must be empty. */
    public void removeDirectory(NfsPath path) throws IOException {
        changed(new RmDir(parent(path), path.name()), path);
    }

    /** Gives something another name; what had that name before is replaced, if it is of the same kind. */
    public void rename(NfsPath from, NfsPath to) throws IOException {
        Rename renaming = new Rename(parent(from), from.name(), parent(to), to.name());
        calls.patiently(() -> switch (calls.call(renaming)) {
            case Rename.Ok ok -> ok;
            case Rename.Failed failed ->
                throw NfsFailure.of(failed.status(), failed.status() == Status.NOENT ? from : to);
        });
    }

    /** Changes mode, owner, size or times of what is there; links are followed. */
    public void setAttributes(NfsPath path, SetAttributes changes) throws IOException {
        changed(new SetAttr(handle(path), changes, null), path);
    }

    private void changed(Request<Changed> changing, NfsPath path) throws IOException {
        calls.patiently(() -> switch (calls.call(changing)) {
            case Changed.Ok ok -> ok;
            case Changed.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }

    /** How full the file system is. */
    public Space space() throws IOException {
        return calls.patiently(() -> switch (calls.call(new FsStat(root))) {
            case FsStat.Ok ok -> ok.space();
            case FsStat.Failed failed -> throw NfsFailure.of(failed.status(), directory);
        });
    }

    private Opaque handleOf(NfsPath path) throws IOException {
        return walk.to(path, false).handle();
    }

    private Opaque parent(NfsPath path) throws IOException {
        return walk.parent(path);
    }

    /** Tells the server that this client is done; the client stays open. */
    @Override
    public void close() throws IOException {
        client.unmount(directory);
    }
}
