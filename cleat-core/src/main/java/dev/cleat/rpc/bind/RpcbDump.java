package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/** DUMP: list all registrations (RFC 1833 §2.2.1). */
public record RpcbDump() implements Request<RpcbDump.Result> {
    public static final Procedure<RpcbDump, Result> PROCEDURE =
            Procedure.of(Bind.V3, 4, "DUMP", RpcbDump::decode, Result::decode, Trait.IDEMPOTENT);

    static RpcbDump decode(XdrReader in) {
        return new RpcbDump();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<RpcbDump, Result> procedure() {
        return PROCEDURE;
    }

    public record Result(List<Rpcb> registrations) implements XdrEncodable {
        public Result {
            registrations = List.copyOf(registrations);
        }

        static Result decode(XdrReader in) throws XdrException {
            List<Rpcb> registrations = new ArrayList<>();
            while (in.readBoolean()) {
                registrations.add(Rpcb.decode(in));
            }
            return new Result(registrations);
        }

        @Override
        public void encode(XdrWriter out) {
            for (Rpcb rpcb : registrations) {
                out.writeBoolean(true);
                rpcb.encode(out);
            }
            out.writeBoolean(false);
        }
    }
}
