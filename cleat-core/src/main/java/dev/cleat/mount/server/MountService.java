package dev.cleat.mount.server;

import dev.cleat.export.file.ExportPaths;
import dev.cleat.export.file.ExportTable;
import dev.cleat.mount.Dump;
import dev.cleat.mount.Export;
import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.mount.OldMnt;
import dev.cleat.mount.PathConf;
import dev.cleat.mount.Status;
import dev.cleat.mount.Umnt;
import dev.cleat.mount.UmntAll;
import dev.cleat.rpc.Call;
import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Placement;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.Service;
import dev.cleat.rpc.WouldBlockException;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables of MOUNT, versions 1 to 3 (RFC 1094 appendix A, RFC 1813 appendix I): a row for each procedure. */
public final class MountService {
    private final ExportPaths paths;
    private final MountHandlers handlers;

    private MountService(ExportTable exports, MountListener listener, int remembered) {
        this.paths = new ExportPaths(exports);
        this.handlers = new MountHandlers(exports, paths, listener, remembered);
    }

    /**
     * One for each version; they remember mounts together.
     *
     * @param remembered how many mounts; 1024 take about 1 MiB if every path is as long as it can be
     */
    public static List<Service> of(ExportTable exports, MountListener listener, int remembered) {
        MountService service = new MountService(exports, listener, remembered);
        return List.of(service.version1(), service.version2(), service.version3());
    }

    private Service version1() {
        return service(Mount.V1, Stream.concat(lists(), old()));
    }

    private Service version2() {
        Row<PathConf, PathConf.Result> pathConf =
                walks(PathConf.PROCEDURE, PathConf::path, handlers::pathConf, status -> PathConf.Result.FAILED);
        return service(Mount.V2, Stream.concat(Stream.concat(lists(), old()), Stream.of(pathConf)));
    }

    private Service version3() {
        Row<Mnt, Mnt.Result> mnt = walks(Mnt.PROCEDURE, Mnt::path, handlers::mnt, Mnt.Failed::new);
        return service(Mount.V3, Stream.concat(lists(), Stream.of(mnt)));
    }

    private static Service service(ProgramVersion version, Stream<Row<?, ?>> rows) {
        return new Service(version, rows.<Row<?, ?>>map(row -> row.in(version)).toList());
    }

    /** What versions 1 and 2 have in common. */
    private Stream<Row<?, ?>> old() {
        return Stream.of(
                walks(OldMnt.PROCEDURE, OldMnt::path, handlers::oldMnt, status -> new OldMnt.Failed(status.errno())),
                remembers(Export.ALL, handlers::export, new Export.Result(List.of())));
    }

    /** What all have in common. */
    private Stream<Row<?, ?>> lists() {
        return Stream.of(
                remembers(Dump.PROCEDURE, handlers::dump, new Dump.Result(List.of())),
                remembers(Umnt.PROCEDURE, handlers::umnt, Nothing.NOTHING),
                remembers(UmntAll.PROCEDURE, handlers::umntAll, Nothing.NOTHING),
                remembers(Export.PROCEDURE, handlers::export, new Export.Result(List.of())));
    }

    /** A procedure that needs no file system. */
    private static <A extends Request<R>, R extends XdrEncodable> Row<A, R> remembers(
            Procedure<A, R> procedure, Row.Handler<A, R> handler, R failure) {
        return new Row<>(procedure, handler, (arguments, call, cause) -> failure, arguments -> Placement.EVENT_THREAD);
    }

    /** A procedure that walks down a path. */
    private <A extends Request<R>, R extends XdrEncodable> Row<A, R> walks(
            Procedure<A, R> procedure, Function<A, Name> path, Row.Handler<A, R> handler, Function<Status, R> failure) {
        return new Row<>(
                procedure,
                (arguments, call) -> walk(handler, arguments, call),
                (arguments, call, cause) -> failure.apply(statusOf(cause)),
                arguments -> placement(procedure, path, arguments));
    }

    private <A extends Request<?>> Placement placement(
            Procedure<A, ?> procedure, Function<A, Name> path, ByteBuffer arguments) {
        try {
            return paths.placement(path.apply(procedure.arguments().decode(new XdrReader(arguments.duplicate()))));
        } catch (XdrException garbage) {
            return Placement.EVENT_THREAD; // a refusal takes no time
        }
    }

    private static <A, R> R walk(Row.Handler<A, R> handler, A arguments, Call call) throws IOException {
        try {
            return handler.handle(arguments, call);
        } catch (VfsException e) {
            if (e.error() == VfsError.WOULD_BLOCK && !call.mayBlock()) {
                throw new WouldBlockException();
            }
            throw e;
        }
    }

    private static Status statusOf(Throwable cause) {
        return cause instanceof IOException e ? Status.of(VfsException.errorOf(e)) : Status.SERVERFAULT;
    }
}
