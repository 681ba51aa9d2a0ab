package dev.cleat.export.file;

import dev.cleat.rpc.Call;
import dev.cleat.rpc.DroppedException;
import dev.cleat.rpc.OverdueException;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.WouldBlockException;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a protocol version whose procedures work on files: chooses the thread by the handle that arguments begin
 * with, and turns what went wrong into the version's status.
 *
 * @param <S> the version's status
 */
public final class FileRows<S> {
    private final ExportTable exports;
    private final Function<VfsError, S> status;
    private final int handleAt;
    private final Set<VfsError> unanswered;

    /**
     * @param status the version's word for an error
     * @param handleAt how many bytes of the arguments stand before the bytes of the first handle: its length, if anything
     */
    public FileRows(ExportTable exports, Function<VfsError, S> status, int handleAt) {
        this(exports, status, handleAt, Set.of());
    }

    /**
     * @param status the version's word for an error
     * @param handleAt how many bytes of the arguments stand before the bytes of the first handle: its length, if anything
     * @param unanswered errors that pass by themselves and that the version has no word for: the client asks again
     */
    public FileRows(ExportTable exports, Function<VfsError, S> status, int handleAt, Set<VfsError> unanswered) {
        this.exports = exports;
        this.status = status;
        this.handleAt = handleAt;
        this.unanswered = Set.copyOf(unanswered);
    }

    /** Attributes of an object after a call failed: null where they cannot be had. */
    @FunctionalInterface
    public interface After {
        @Nullable Attributes of(Opaque handle);
    }

    /** Makes the results of a call that failed. */
    @FunctionalInterface
    public interface Failure<A, R, S> {
        R of(A arguments, S status, After after);
    }

    /** A procedure that only asks, and may be tried on the thread that read the call. */
    public <A extends Request<R>, R extends XdrEncodable> Row<A, R> asks(
            Procedure<A, R> procedure, Row.Handler<A, R> handler, Failure<A, R, S> failure) {
        return row(procedure, handler, failure, arguments -> exports.placement(true, arguments, handleAt));
    }

    /** A procedure that changes something. */
    public <A extends Request<R>, R extends XdrEncodable> Row<A, R> changes(
            Procedure<A, R> procedure, Row.Handler<A, R> handler, Failure<A, R, S> failure) {
        return row(procedure, handler, failure, arguments -> exports.placement(false, arguments, handleAt));
    }

    private <A extends Request<R>, R extends XdrEncodable> Row<A, R> row(
            Procedure<A, R> procedure, Row.Handler<A, R> handler, Failure<A, R, S> failure, Row.Where where) {
        return new Row<>(
                procedure,
                (arguments, call) -> handle(handler, arguments, call),
                (arguments, call, cause) -> failure.of(arguments, status.apply(errorOf(cause)), after(cause, call)),
                where,
                !unanswered.contains(VfsError.JUKEBOX));
    }

    private <A, R> R handle(Row.Handler<A, R> handler, A arguments, Call call) throws IOException {
        try {
            return handleChecked(handler, arguments, call);
        } catch (IOException e) {
            VfsError error = VfsException.errorOf(e);
            if (error == VfsError.WOULD_BLOCK && !call.mayBlock()) {
                throw new WouldBlockException();
            }
            if (unanswered.contains(error)) {
                throw new DroppedException();
            }
            throw e;
        }
    }

    private static <A, R> R handleChecked(Row.Handler<A, R> handler, A arguments, Call call) throws IOException {
        try {
            return handler.handle(arguments, call);
        } catch (RuntimeException e) {
            IOException checked = VfsException.checked(e);
            if (checked != null) {
                throw checked;
            }
            throw e;
        }
    }

    private static VfsError errorOf(Throwable cause) {
        return cause instanceof IOException e ? VfsException.errorOf(e) : VfsError.SERVERFAULT;
    }

    /** Of a call that took too long its file system is not asked for anything more. */
    private After after(Throwable cause, Call call) {
        return cause instanceof OverdueException ? handle -> null : handle -> attributes(handle, call);
    }

    private @Nullable Attributes attributes(Opaque handle, Call call) {
        try {
            return exports.open(handle, call).attributesIfKnown();
        } catch (VfsException e) {
            return null;
        }
    }
}
