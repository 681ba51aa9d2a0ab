package dev.cleat.nfs2.server;

import dev.cleat.export.file.Created;
import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.export.file.Found;
import dev.cleat.export.file.WritableFile;
import dev.cleat.nfs2.Create;
import dev.cleat.nfs2.DirOpRes;
import dev.cleat.nfs2.Fattr;
import dev.cleat.nfs2.Link;
import dev.cleat.nfs2.Lookup;
import dev.cleat.nfs2.MkDir;
import dev.cleat.nfs2.Remove;
import dev.cleat.nfs2.Rename;
import dev.cleat.nfs2.RmDir;
import dev.cleat.nfs2.Sattr;
import dev.cleat.nfs2.Status;
import dev.cleat.nfs2.SymLink;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;

/** What finds, makes, moves and removes names. */
final class DirectoryHandlers {
    private final ExportTable exports;

    DirectoryHandlers(ExportTable exports) {
        this.exports = exports;
    }

    /** RFC 1094 §2.2.5. */
    DirOpRes lookup(Lookup arguments, Call call) throws IOException {
        return result(exports.open(arguments.directory(), call).lookup(arguments.name()));
    }

    /** RFC 1094 §2.2.10; a regular file that has the name is taken, with the size that is asked for. */
    DirOpRes create(Create arguments, Call call) throws IOException {
        WritableFile directory = directory(arguments.directory(), call);
        Name name = arguments.name();
        Sattr wanted = arguments.attributes();
        FileType type = wanted.type();
        Created created = switch (type) {
            case REGULAR -> directory.createUnchecked(name, ObjectHandlers.changes(wanted));
            case BLOCK_DEVICE, CHARACTER_DEVICE ->
                directory.create(name, new NewObject.Special(type, wanted.device(), unsized(wanted)));
            case FIFO, SOCKET -> directory.create(name, new NewObject.Special(type, Device.NONE, unsized(wanted)));
            case DIRECTORY, SYMBOLIC_LINK -> throw new VfsException(VfsError.BADTYPE, type.name());
        };
        return result(created.found());
    }

    /** RFC 1094 §2.2.11. */
    Status remove(Remove arguments, Call call) throws IOException {
        directory(arguments.directory(), call).remove(arguments.name());
        return Status.OK;
    }

    /** RFC 1094 §2.2.12. */
    Status rename(Rename arguments, Call call) throws IOException {
        WritableFile to = directory(arguments.toDirectory(), call);
        directory(arguments.fromDirectory(), call).rename(arguments.from(), to, arguments.to());
        return Status.OK;
    }

    /** RFC 1094 §2.2.13. */
    Status link(Link arguments, Call call) throws IOException {
        ExportedFile file = exports.open(arguments.file(), call);
        directory(arguments.directory(), call).link(file, arguments.name());
        return Status.OK;
    }

    /** RFC 1094 §2.2.14. */
    Status symLink(SymLink arguments, Call call) throws IOException {
        NewObject link = new NewObject.SymbolicLink(arguments.target(), unsized(arguments.attributes()));
        directory(arguments.directory(), call).create(arguments.name(), link);
        return Status.OK;
    }

    /** RFC 1094 §2.2.15. */
    DirOpRes mkDir(MkDir arguments, Call call) throws IOException {
        NewObject made = new NewObject.Directory(unsized(arguments.attributes()));
        return result(directory(arguments.directory(), call)
                .create(arguments.name(), made)
                .found());
    }

    /** RFC 1094 §2.2.16. */
    Status rmDir(RmDir arguments, Call call) throws IOException {
        directory(arguments.directory(), call).removeDirectory(arguments.name());
        return Status.OK;
    }

    /** Without the size, which means nothing here or a device. */
    private static SetAttributes unsized(Sattr attributes) {
        return attributes.changes().withSize(null);
    }

    private static DirOpRes result(Found found) throws IOException {
        Attributes known = found.attributes();
        return new DirOpRes.Ok(
                found.file().handle(), Fattr.of(known == null ? found.file().attributes() : known));
    }

    private WritableFile directory(Opaque handle, Call call) throws VfsException {
        return exports.open(handle, call).writable();
    }
}
