package dev.cleat.nfs3.server;

import static dev.cleat.nfs3.server.ObjectHandlers.wcc;

import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.export.file.Found;
import dev.cleat.export.file.WritableFile;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.MkNod;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SymLink;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
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

    /** RFC 1813 §3.3.3. */
    Lookup.Result lookup(Lookup arguments, Call call) throws IOException {
        ExportedFile directory = exports.open(arguments.directory(), call);
        Found found = directory.lookup(arguments.name());
        return new Lookup.Ok(found.file().handle(), found.attributes(), directory.attributesIfKnown());
    }

    /** RFC 1813 §3.3.8. */
    Created create(Create arguments, Call call) throws IOException {
        WritableFile directory = directory(arguments.directory(), call);
        Name name = arguments.name();
        return created(
                switch (arguments.how()) {
                    case Create.Unchecked(var attributes) -> directory.createUnchecked(name, attributes);
                    case Create.Guarded(var attributes) ->
                        directory.create(name, new NewObject.RegularFile(attributes));
                    case Create.Exclusive(long verifier) -> directory.createExclusive(name, verifier);
                });
    }

    /** RFC 1813 §3.3.9. */
    Created mkDir(MkDir arguments, Call call) throws IOException {
        return create(arguments.directory(), arguments.name(), new NewObject.Directory(arguments.attributes()), call);
    }

    /** RFC 1813 §3.3.10. */
    Created symLink(SymLink arguments, Call call) throws IOException {
        NewObject link = new NewObject.SymbolicLink(arguments.target(), arguments.attributes());
        return create(arguments.directory(), arguments.name(), link, call);
    }

    /** RFC 1813 §3.3.11. */
    Created mkNod(MkNod arguments, Call call) throws IOException {
        NewObject special = switch (arguments.data()) {
            case MkNod.CharacterDevice(var attributes, var device) ->
                new NewObject.Special(FileType.CHARACTER_DEVICE, device, attributes);
            case MkNod.BlockDevice(var attributes, var device) ->
                new NewObject.Special(FileType.BLOCK_DEVICE, device, attributes);
            case MkNod.Fifo(var attributes) -> new NewObject.Special(FileType.FIFO, Device.NONE, attributes);
            case MkNod.Socket(var attributes) -> new NewObject.Special(FileType.SOCKET, Device.NONE, attributes);
            case MkNod.Other other ->
                throw new VfsException(VfsError.BADTYPE, other.type().name());
        };
        return create(arguments.directory(), arguments.name(), special, call);
    }

    /** RFC 1813 §3.3.12. */
    Changed remove(Remove arguments, Call call) throws IOException {
        return new Changed.Ok(wcc(directory(arguments.directory(), call).remove(arguments.name())));
    }

    /** RFC 1813 §3.3.13. */
    Changed rmDir(RmDir arguments, Call call) throws IOException {
        return new Changed.Ok(wcc(directory(arguments.directory(), call).removeDirectory(arguments.name())));
    }

    /** RFC 1813 §3.3.14. */
    Rename.Result rename(Rename arguments, Call call) throws IOException {
        WritableFile from = directory(arguments.fromDirectory(), call);
        WritableFile to = directory(arguments.toDirectory(), call);
        WritableFile.Renamed renamed = from.rename(arguments.from(), to, arguments.to());
        return new Rename.Ok(wcc(renamed.from()), wcc(renamed.to()));
    }

    /** RFC 1813 §3.3.15. */
    Link.Result link(Link arguments, Call call) throws IOException {
        ExportedFile file = exports.open(arguments.file(), call);
        var change = directory(arguments.directory(), call).link(file, arguments.name());
        return new Link.Ok(file.attributesIfKnown(), wcc(change));
    }

    private Created create(Opaque directory, Name name, NewObject object, Call call) throws IOException {
        return created(directory(directory, call).create(name, object));
    }

    private static Created created(dev.cleat.export.file.Created made) {
        Found found = made.found();
        return new Created.Ok(found.file().handle(), found.attributes(), wcc(made.directory()));
    }

    private WritableFile directory(Opaque handle, Call call) throws VfsException {
        return exports.open(handle, call).writable();
    }
}
