package dev.cleat.nfs2.server;

import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.FileRows;
import dev.cleat.nfs2.AttrStat;
import dev.cleat.nfs2.Create;
import dev.cleat.nfs2.DirOpRes;
import dev.cleat.nfs2.GetAttr;
import dev.cleat.nfs2.Link;
import dev.cleat.nfs2.Lookup;
import dev.cleat.nfs2.MkDir;
import dev.cleat.nfs2.Nfs2;
import dev.cleat.nfs2.Read;
import dev.cleat.nfs2.ReadDir;
import dev.cleat.nfs2.ReadLink;
import dev.cleat.nfs2.Remove;
import dev.cleat.nfs2.Rename;
import dev.cleat.nfs2.RmDir;
import dev.cleat.nfs2.Root;
import dev.cleat.nfs2.SetAttr;
import dev.cleat.nfs2.StatFs;
import dev.cleat.nfs2.Status;
import dev.cleat.nfs2.SymLink;
import dev.cleat.nfs2.Write;
import dev.cleat.nfs2.WriteCache;
import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Placement;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.Service;
import dev.cleat.vfs.VfsError;
import java.util.List;
import java.util.Set;

/** The table of NFS version 2 (RFC 1094 §2.2): a row for each procedure. */
public final class Nfs2Service {
    private Nfs2Service() {}

    public static Service of(ExportTable exports) {
        FileRows<Status> rows = new FileRows<>(exports, Status::of, 0, Set.of(VfsError.JUKEBOX));
        ObjectHandlers object = new ObjectHandlers(exports);
        DataHandlers data = new DataHandlers(exports);
        DirectoryHandlers directory = new DirectoryHandlers(exports);
        ListingHandlers listing = new ListingHandlers(exports);
        return new Service(
                Nfs2.VERSION,
                List.of(
                        rows.asks(
                                GetAttr.PROCEDURE,
                                object::getAttr,
                                (call, status, after) -> new AttrStat.Failed(status)),
                        rows.changes(
                                SetAttr.PROCEDURE,
                                object::setAttr,
                                (call, status, after) -> new AttrStat.Failed(status)),
                        nothing(Root.PROCEDURE),
                        rows.asks(
                                Lookup.PROCEDURE,
                                directory::lookup,
                                (call, status, after) -> new DirOpRes.Failed(status)),
                        rows.asks(
                                ReadLink.PROCEDURE,
                                object::readLink,
                                (call, status, after) -> new ReadLink.Failed(status)),
                        rows.asks(Read.PROCEDURE, data::read, (call, status, after) -> new Read.Failed(status)),
                        nothing(WriteCache.PROCEDURE),
                        rows.changes(
                                Write.PROCEDURE, data::write, (call, status, after) -> new AttrStat.Failed(status)),
                        rows.changes(
                                Create.PROCEDURE,
                                directory::create,
                                (call, status, after) -> new DirOpRes.Failed(status)),
                        rows.changes(Remove.PROCEDURE, directory::remove, (call, status, after) -> status),
                        rows.changes(Rename.PROCEDURE, directory::rename, (call, status, after) -> status),
                        rows.changes(Link.PROCEDURE, directory::link, (call, status, after) -> status),
                        rows.changes(SymLink.PROCEDURE, directory::symLink, (call, status, after) -> status),
                        rows.changes(
                                MkDir.PROCEDURE,
                                directory::mkDir,
                                (call, status, after) -> new DirOpRes.Failed(status)),
                        rows.changes(RmDir.PROCEDURE, directory::rmDir, (call, status, after) -> status),
                        rows.asks(
                                ReadDir.PROCEDURE,
                                listing::readDir,
                                (call, status, after) -> new ReadDir.Failed(status)),
                        rows.asks(
                                StatFs.PROCEDURE, object::statFs, (call, status, after) -> new StatFs.Failed(status))));
    }

    /** A procedure that does nothing. */
    private static <A extends Request<Nothing>> Row<A, Nothing> nothing(Procedure<A, Nothing> procedure) {
        return new Row<>(
                procedure,
                (arguments, call) -> Nothing.NOTHING,
                (arguments, call, cause) -> Nothing.NOTHING,
                arguments -> Placement.EVENT_THREAD);
    }
}
