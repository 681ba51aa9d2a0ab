package dev.cleat.nfs3.server;

import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.FileRows;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.MkNod;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.PathConf;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.SymLink;
import dev.cleat.nfs3.Wcc;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.Service;
import dev.cleat.xdr.Opaque;
import java.util.List;
import java.util.stream.Stream;

/** The table of NFS version 3 (RFC 1813 §3.3): a row for each procedure. */
public final class Nfs3Service {
    private final ExportTable exports;
    private final FileRows<Status> rows;

    private Nfs3Service(ExportTable exports) {
        this.exports = exports;
        this.rows = new FileRows<>(exports, Status::of, Integer.BYTES);
    }

    public static Service of(ExportTable exports) {
        Nfs3Service table = new Nfs3Service(exports);
        return new Service(
                Nfs3.VERSION,
                Stream.of(
                                table.objects(),
                                table.data(),
                                table.names(),
                                table.creations(),
                                table.listings(),
                                table.volumes())
                        .flatMap(List::stream)
                        .toList());
    }

    private List<Row<?, ?>> objects() {
        ObjectHandlers object = new ObjectHandlers(exports);
        return List.of(
                rows.asks(GetAttr.PROCEDURE, object::getAttr, (call, status, after) -> new GetAttr.Failed(status)),
                rows.changes(
                        SetAttr.PROCEDURE,
                        object::setAttr,
                        (call, status, after) -> new Changed.Failed(status, wcc(after, call.object()))),
                rows.asks(
                        Access.PROCEDURE,
                        object::access,
                        (call, status, after) -> new Access.Failed(status, after.of(call.object()))),
                rows.asks(
                        ReadLink.PROCEDURE,
                        object::readLink,
                        (call, status, after) -> new ReadLink.Failed(status, after.of(call.link()))));
    }

    private List<Row<?, ?>> data() {
        DataHandlers data = new DataHandlers(exports);
        return List.of(
                rows.asks(
                        Read.PROCEDURE,
                        data::read,
                        (call, status, after) -> new Read.Failed(status, after.of(call.file()))),
                rows.changes(
                        Write.PROCEDURE,
                        data::write,
                        (call, status, after) -> new Write.Failed(status, wcc(after, call.file()))),
                rows.changes(
                        Commit.PROCEDURE,
                        data::commit,
                        (call, status, after) -> new Commit.Failed(status, wcc(after, call.file()))));
    }

    private List<Row<?, ?>> names() {
        DirectoryHandlers directory = new DirectoryHandlers(exports);
        return List.of(
                rows.asks(
                        Lookup.PROCEDURE,
                        directory::lookup,
                        (call, status, after) -> new Lookup.Failed(status, after.of(call.directory()))),
                rows.changes(
                        Remove.PROCEDURE,
                        directory::remove,
                        (call, status, after) -> new Changed.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        RmDir.PROCEDURE,
                        directory::rmDir,
                        (call, status, after) -> new Changed.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        Rename.PROCEDURE,
                        directory::rename,
                        (call, status, after) -> new Rename.Failed(
                                status, wcc(after, call.fromDirectory()), wcc(after, call.toDirectory()))),
                rows.changes(
                        Link.PROCEDURE,
                        directory::link,
                        (call, status, after) ->
                                new Link.Failed(status, after.of(call.file()), wcc(after, call.directory()))));
    }

    private List<Row<?, ?>> creations() {
        DirectoryHandlers directory = new DirectoryHandlers(exports);
        return List.of(
                rows.changes(
                        Create.PROCEDURE,
                        directory::create,
                        (call, status, after) -> new Created.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        MkDir.PROCEDURE,
                        directory::mkDir,
                        (call, status, after) -> new Created.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        SymLink.PROCEDURE,
                        directory::symLink,
                        (call, status, after) -> new Created.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        MkNod.PROCEDURE,
                        directory::mkNod,
                        (call, status, after) -> new Created.Failed(status, wcc(after, call.directory()))));
    }

    private List<Row<?, ?>> listings() {
        ListingHandlers listing = new ListingHandlers(exports);
        return List.of(
                rows.asks(
                        ReadDir.PROCEDURE,
                        listing::readDir,
                        (call, status, after) -> new ReadDir.Failed(status, after.of(call.directory()))),
                rows.asks(
                        ReadDirPlus.PROCEDURE,
                        listing::readDirPlus,
                        (call, status, after) -> new ReadDirPlus.Failed(status, after.of(call.directory()))));
    }

    private List<Row<?, ?>> volumes() {
        VolumeHandlers volume = new VolumeHandlers(exports);
        return List.of(
                rows.asks(
                        FsStat.PROCEDURE,
                        volume::fsStat,
                        (call, status, after) -> new FsStat.Failed(status, after.of(call.object()))),
                rows.asks(
                        FsInfo.PROCEDURE,
                        volume::fsInfo,
                        (call, status, after) -> new FsInfo.Failed(status, after.of(call.object()))),
                rows.asks(
                        PathConf.PROCEDURE,
                        volume::pathConf,
                        (call, status, after) -> new PathConf.Failed(status, after.of(call.object()))));
    }

    private static Wcc wcc(FileRows.After after, Opaque handle) {
        return new Wcc(null, after.of(handle));
    }
}
