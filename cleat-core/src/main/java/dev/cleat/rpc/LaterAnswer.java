package dev.cleat.rpc;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;

/** The answer that tells a caller to ask again later, written by a thread that does not carry the call out. */
final class LaterAnswer {
    private LaterAnswer() {}

    /**
     * Sends it early: the message stays with the call.
     *
     * @param arguments a view of its own of those in the message
     */
    static <A extends Request<R>, R extends XdrEncodable> void send(
            Row<A, R> row, Call call, ByteBuffer arguments, RpcListener listener) {
        Exchange exchange = call.exchange();
        XdrWriter out = exchange.open();
        try {
            A decoded = row.procedure().arguments().decode(new XdrReader(arguments));
            Answers.writeAccepted(out, call.xid(), AcceptStatus.SUCCESS);
            row.failure().of(decoded, call, new OverdueException()).encode(out);
        } catch (XdrException garbage) {
            exchange.discard(out);
            out = exchange.open();
            Answers.writeAccepted(out, call.xid(), AcceptStatus.GARBAGE_ARGS);
        } catch (RuntimeException bug) {
            listener.failed(row.procedure().toString(), call.client(), bug);
            exchange.discard(out);
            out = exchange.open();
            Answers.writeAccepted(out, call.xid(), AcceptStatus.SYSTEM_ERR);
        }
        exchange.sendEarly(out);
    }
}
