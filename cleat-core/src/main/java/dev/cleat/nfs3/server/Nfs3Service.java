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
        this.rows = new FileRows<>(exports, Status::of);
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
                rows.asks(
                        GetAttr.PROCEDURE,
                        GetAttr::object,
                        object::getAttr,
                        (call, status, after) -> new GetAttr.Failed(status)),
                rows.changes(
                        SetAttr.PROCEDURE,
                        SetAttr::object,
                        object::setAttr,
                        (call, status, after) -> new Changed.Failed(status, wcc(after, call.object()))),
                rows.asks(
                        Access.PROCEDURE,
                        Access::object,
                        object::access,
                        (call, status, after) -> new Access.Failed(status, after.of(call.object()))),
                rows.asks(
                        ReadLink.PROCEDURE,
                        ReadLink::link,
                        object::readLink,
                        (call, status, after) -> new ReadLink.Failed(status, after.of(call.link()))));
    }

    private List<Row<?, ?>> data() {
        DataHandlers data = new DataHandlers(exports);
        return List.of(
                rows.asks(
                        Read.PROCEDURE,
                        Read::file,
                        data::read,
                        (call, status, after) -> new Read.Failed(status, after.of(call.file()))),
                rows.changes(
                        Write.PROCEDURE,
                        Write::file,
                        data::write,
                        (call, status, after) -> new Write.Failed(status, wcc(after, call.file()))),
                rows.changes(
                        Commit.PROCEDURE,
                        Commit::file,
                        data::commit,
                        (call, status, after) -> new Commit.Failed(status, wcc(after, call.file()))));
    }

    private List<Row<?, ?>> names() {
        DirectoryHandlers directory = new DirectoryHandlers(exports);
        return List.of(
                rows.asks(
                        Lookup.PROCEDURE,
                        Lookup::directory,
                        directory::lookup,
                        (call, status, after) -> new Lookup.Failed(status, after.of(call.directory()))),
                rows.changes(
                        Remove.PROCEDURE,
                        Remove::directory,
                        directory::remove,
                        (call, status, after) -> new Changed.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        RmDir.PROCEDURE,
                        RmDir::directory,
                        directory::rmDir,
                        (call, status, after) -> new Changed.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        Rename.PROCEDURE,
                        Rename::fromDirectory,
                        directory::rename,
                        (call, status, after) -> new Rename.Failed(
                                status, wcc(after, call.fromDirectory()), wcc(after, call.toDirectory()))),
                rows.changes(
                        Link.PROCEDURE,
                        Link::directory,
                        directory::link,
                        (call, status, after) ->
                                new Link.Failed(status, after.of(call.file()), wcc(after, call.directory()))));
    }

    private List<Row<?, ?>> creations() {
        DirectoryHandlers directory = new DirectoryHandlers(exports);
        return List.of(
                rows.changes(
                        Create.PROCEDURE,
                        Create::directory,
                        directory::create,
                        (call, status, after) -> new Created.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        MkDir.PROCEDURE,
                        MkDir::directory,
                        directory::mkDir,
                        (call, status, after) -> new Created.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        SymLink.PROCEDURE,
                        SymLink::directory,
                        directory::symLink,
                        (call, status, after) -> new Created.Failed(status, wcc(after, call.directory()))),
                rows.changes(
                        MkNod.PROCEDURE,
                        MkNod::directory,
                        directory::mkNod,
                        (call, status, after) -> new Created.Failed(status, wcc(after, call.directory()))));
    }

    private List<Row<?, ?>> listings() {
        ListingHandlers listing = new ListingHandlers(exports);
        return List.of(
                rows.asks(
                        ReadDir.PROCEDURE,
                        ReadDir::directory,
                        listing::readDir,
                        (call, status, after) -> new ReadDir.Failed(status, after.of(call.directory()))),
                rows.asks(
                        ReadDirPlus.PROCEDURE,
                        ReadDirPlus::directory,
                        listing::readDirPlus,
                        (call, status, after) -> new ReadDirPlus.Failed(status, after.of(call.directory()))));
    }

    private List<Row<?, ?>> volumes() {
        VolumeHandlers volume = new VolumeHandlers(exports);
        return List.of(
                rows.asks(
                        FsStat.PROCEDURE,
                        FsStat::object,
                        volume::fsStat,
                        (call, status, after) -> new FsStat.Failed(status, after.of(call.object()))),
                rows.asks(
                        FsInfo.PROCEDURE,
                        FsInfo::object,
                        volume::fsInfo,
                        (call, status, after) -> new FsInfo.Failed(status, after.of(call.object()))),
                rows.asks(
                        PathConf.PROCEDURE,
                        PathConf::object,
                        volume::pathConf,
                        (call, status, after) -> new PathConf.Failed(status, after.of(call.object()))));
    }

    private static Wcc wcc(FileRows.After after, Opaque handle) {
        return Wcc.of(null, after.of(handle));
    }
}
