package dev.cleat.rpc.bind;

import dev.cleat.rpc.Call;
import dev.cleat.rpc.Placement;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.Service;
import dev.cleat.rpc.SmallAnswers;
import dev.cleat.xdr.XdrEncodable;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Answers where programs listen: port mapper version 2 and rpcbind versions 3 and 4 (RFC 1833). A program version is found by
 * exactly its numbers and network, or not at all. Not offered are GETSTAT and INDIRECT.
 *
 * <p>Lists are cut short by UDP: see {@link SmallAnswers}.
 */
public final class PortmapService {
    private final PmapHandlers pmap;
    private final RpcbHandlers rpcb;

    /** What others may do besides asking. */
    public enum Registration {
        /** Nothing: SET and UNSET are refused. */
        CLOSED,
        /** Programs on this machine may register themselves. */
        LOOPBACK
    }

    /**
     * @param called the programs whose procedure 0 is answered for them when CALLIT asks, as a broadcast does to find servers;
     *     for all others CALLIT gets no answer
     * @param clock for GETTIME, and to keep CALLIT rare
     */
    public PortmapService(Bindings bindings, Registration registration, Set<Integer> called, InstantSource clock) {
        Indirect indirect = new Indirect(bindings, Set.copyOf(called), clock);
        this.pmap = new PmapHandlers(bindings, registration, indirect);
        this.rpcb = new RpcbHandlers(bindings, registration, indirect, clock);
    }

    /** One for each version. */
    public List<Service> services() {
        return List.of(
                new Service(Bind.V2, pmap.rows()),
                new Service(Bind.V3, rpcb.rowsOfVersion3()),
                new Service(Bind.V4, rpcb.rowsOfVersion4()));
    }

    static <A extends Request<R>, R extends XdrEncodable> Row<A, R> row(
            Procedure<A, R> procedure, Row.Handler<A, R> handler, R failure) {
        return new Row<>(procedure, handler, (arguments, call, cause) -> failure, arguments -> Placement.EVENT_THREAD);
    }

    static boolean mayRegister(Registration registration, Call call) {
        return switch (registration) {
            case CLOSED -> false;
            case LOOPBACK -> call.client().getAddress().isLoopbackAddress();
        };
    }
}
