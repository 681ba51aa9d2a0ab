package dev.cleat.client;

import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.security.SecureRandom;

/** Finds or makes a file. NFS has no open: what may be done shows when it is done. */
final class FileOpening {
    private static final SecureRandom VERIFIERS = new SecureRandom();

    private final Calls calls;
    private final PathWalk walk;
    private final NfsPath path;
    private final OpenMode how;
    private final int mode;

    FileOpening(Calls calls, PathWalk walk, NfsPath path, OpenMode how, int mode) {
        this.calls = calls;
        this.walk = walk;
        this.path = path;
        this.how = how;
        this.mode = mode;
    }

    NfsFile open(Transfer transfer) throws IOException {
        Opaque file = switch (how.making()) {
            case NEVER -> existing();
            case ALWAYS -> made();
            case IF_ABSENT -> existingOrMade();
        };
        return new NfsFile(calls, file, path, how, transfer);
    }

    private Opaque existingOrMade() throws IOException {
        try {
            return existing();
        } catch (VfsException e) {
            if (e.error() != VfsError.NOENT) {
                throw e;
            }
        }
        return create(new Create.Unchecked(attributesOfNew()));
    }

    private Opaque existing() throws IOException {
        PathWalk.Found found = walk.to(path, true);
        FileType type = found.attributes().type();
        if (type != FileType.REGULAR) {
            throw new VfsException(
                    type == FileType.DIRECTORY ? VfsError.ISDIR : VfsError.INVAL, path + " is not a regular file");
        }
        if (how.truncate()) {
            change(found.handle(), SetAttributes.size(0));
        }
        return found.handle();
    }

    /** Exclusively where the server can: a call that is repeated finds the file to be its own. */
    private Opaque made() throws IOException {
        Opaque file;
        try {
            file = create(new Create.Exclusive(VERIFIERS.nextLong()));
        } catch (VfsException e) {
            if (e.error() != VfsError.NOTSUPP) {
                throw e;
            }
            return create(new Create.Guarded(attributesOfNew()));
        }
        // The server may have put the verifier where the times are (RFC 1813 §3.3.8).
        SetAttributes.ServerTime now = new SetAttributes.ServerTime();
        change(file, SetAttributes.mode(mode).withTimes(now, now));
        return file;
    }

    private SetAttributes attributesOfNew() {
        return how.truncate() ? SetAttributes.mode(mode).withSize(0L) : SetAttributes.mode(mode);
    }

    private Opaque create(Create.How createHow) throws IOException {
        Opaque parent = walk.parent(path);
        Create creating = new Create(parent, path.name(), createHow);
        Created.Ok created = calls.patiently(() -> switch (calls.call(creating)) {
            case Created.Ok ok -> ok;
            case Created.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
        Opaque file = created.object();
        return file != null ? file : walk.lookup(parent, path.name(), path).handle();
    }

    private void change(Opaque file, SetAttributes changes) throws IOException {
        calls.patiently(() -> switch (calls.call(new SetAttr(file, changes, null))) {
            case Changed.Ok ok -> ok;
            case Changed.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }
}
