package dev.cleat.server;

import dev.cleat.client.NfsClient;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.SymLink;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.decorate.VfsOperation;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.time.Instant;

/** What cannot be done twice: how it begins, how it is done, and what says that it was done already. */
enum Deed {
    MKDIR(VfsOperation.CREATE, Status.EXIST) {
        @Override
        Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException {
            return client.call(new MkDir(root, SlowBackEndTest.NAME, SlowBackEndTest.MODE));
        }
    },
    CREATE(VfsOperation.CREATE, Status.EXIST) {
        @Override
        Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException {
            return client.call(new Create(root, SlowBackEndTest.NAME, new Create.Guarded(SlowBackEndTest.MODE)));
        }
    },
    SYMLINK(VfsOperation.CREATE, Status.EXIST) {
        @Override
        Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException {
            return client.call(new SymLink(root, SlowBackEndTest.NAME, SlowBackEndTest.MODE, Name.of("target")));
        }
    },
    LINK(VfsOperation.LINK, Status.EXIST) {
        @Override
        Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException {
            return client.call(new Link(file, root, SlowBackEndTest.NAME));
        }
    },
    RENAME(VfsOperation.RENAME, Status.NOENT) {
        @Override
        Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException {
            return client.call(new Rename(root, Name.of("file"), root, SlowBackEndTest.NAME));
        }
    },
    REMOVE(VfsOperation.REMOVE, Status.NOENT) {
        @Override
        Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException {
            return client.call(new Remove(root, Name.of("file")));
        }
    },
    RMDIR(VfsOperation.REMOVE_DIRECTORY, Status.NOENT) {
        @Override
        Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException {
            return client.call(new RmDir(root, Name.of("folder")));
        }
    },
    SETATTR(VfsOperation.SET_ATTRIBUTES, Status.NOT_SYNC) {
        @Override
        Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException {
            return client.call(new SetAttr(file, SetAttributes.mode(0700), changed));
        }
    };

    final VfsOperation operation;
    final Status again;

    Deed(VfsOperation operation, Status again) {
        this.operation = operation;
        this.again = again;
    }

    abstract Object call(NfsClient client, Opaque root, Opaque file, Instant changed) throws IOException;
}
