package dev.cleat.rpc;

import dev.cleat.rpc.recording.DuplicateEvent;
import dev.cleat.rpc.replay.Entry;
import dev.cleat.rpc.replay.Fingerprint;
import dev.cleat.rpc.replay.ReplayCache;
import dev.cleat.rpc.replay.Verdict;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sees to it that a call which comes twice is carried out once. Belongs to a thread that reads calls. */
final class Duplicates {
    private final ReplayCache cache;
    private final Fingerprint fingerprint;
    private final RpcListener listener;

    Duplicates(ReplayCache cache, RpcListener listener) {
        this.cache = cache;
        this.fingerprint = cache.fingerprint();
        this.listener = listener;
    }

    /**
     * Looks a call up.
     *
     * @param argumentBytes how much of the end of the message is arguments
     * @return where to keep the call's results, or null if it was seen before and this exchange is taken care of
     */
    @Nullable Entry begin(Procedure<?, ?> procedure, Call call, int argumentBytes) {
        take(procedure, call, argumentBytes);
        return switch (cache.begin(fingerprint, call.client())) {
            case Entry begun -> begun;
            case Verdict.Done done -> {
                listener.rejected(call.client(), Rejection.DUPLICATE);
                DuplicateEvent.record(procedure, call.client(), call.xid(), true);
                replay(call.exchange(), call.xid(), done.results());
                yield null;
            }
            case Verdict.Running running -> {
                listener.rejected(call.client(), Rejection.DUPLICATE);
                DuplicateEvent.record(procedure, call.client(), call.xid(), false);
                await(running.first(), call);
                yield null;
            }
        };
    }

    private void take(Procedure<?, ?> procedure, Call call, int argumentBytes) {
        ByteBuffer message = call.exchange().message();
        int end = message.position();
        message.position(message.limit() - argumentBytes);
        ProgramVersion version = procedure.version();
        fingerprint.take(
                call.client().getAddress(),
                call.credential(),
                message,
                pair(version.program(), version.version()),
                pair(call.xid(), procedure.number()));
        message.position(end);
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | Integer.toUnsignedLong(low);
    }

    /** Over UDP the client will ask again; on the same connection the first one's answer reaches it. */
    private void await(Entry first, Call call) {
        Exchange exchange = call.exchange();
        if (call.protocol() == Protocol.UDP || first.cameFrom(call.client())) {
            exchange.drop();
            return;
        }
        int xid = call.xid();
        Exchange waiting = exchange.detach();
        first.await(fingerprint, results -> {
            if (results == null) {
                waiting.drop();
            } else {
                replay(waiting, xid, results);
            }
        });
    }

    private static void replay(Exchange exchange, int xid, Opaque results) {
        XdrWriter out = exchange.open();
        Answers.writeAccepted(out, xid, AcceptStatus.SUCCESS);
        out.writeFixedOpaque(results);
        exchange.send(out);
    }
}
