package dev.cleat.rpc;

import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A procedure with what this server does for it.
 *
 * @param handler does the work
 * @param failure makes the results for what the handler threw
 * @param placement says where a call runs
 * @param deferrable whether the client can be told to ask again later: {@code failure} makes such results of an
 *     {@link OverdueException}, without waiting
 */
public record Row<A extends Request<R>, R extends XdrEncodable>(
        Procedure<A, R> procedure, Handler<A, R> handler, Failure<A, R> failure, Where placement, boolean deferrable) {

    /** One whose program has no word for "later". */
    public Row(Procedure<A, R> procedure, Handler<A, R> handler, Failure<A, R> failure, Where placement) {
        this(procedure, handler, failure, placement, false);
    }

    /** The same for another version of the program. */
    public Row<A, R> in(ProgramVersion other) {
        return new Row<>(procedure.in(other), handler, failure, placement, deferrable);
    }

    /** Does the work of a call. */
    @FunctionalInterface
    public interface Handler<A, R> {
        R handle(A arguments, Call call) throws IOException;
    }

    /** Makes the results of a call that failed. An unchecked throwable was reported already. */
    @FunctionalInterface
    public interface Failure<A, R> {
        R of(A arguments, Call call, Throwable cause);
    }

    /** Says where a call runs, before its arguments are read: they are read once, by the thread that needs them. */
    @FunctionalInterface
    public interface Where {
        /**
         * @param arguments from the position to the limit, neither of which moves; any bytes that a client may send
         */
        Placement of(ByteBuffer arguments);
    }
}
