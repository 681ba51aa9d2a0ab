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

/** DUMP: list all registrations (RFC 1833 §3.2). */
public record PmapDump() implements Request<PmapDump.Result> {
    public static final Procedure<PmapDump, Result> PROCEDURE =
            Procedure.of(Bind.V2, 4, "DUMP", PmapDump::decode, Result::decode, Trait.IDEMPOTENT);

    static PmapDump decode(XdrReader in) {
        return new PmapDump();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<PmapDump, Result> procedure() {
        return PROCEDURE;
    }

    public record Result(List<Mapping> mappings) implements XdrEncodable {
        public Result {
            mappings = List.copyOf(mappings);
        }

        static Result decode(XdrReader in) throws XdrException {
            List<Mapping> mappings = new ArrayList<>();
            while (in.readBoolean()) {
                mappings.add(Mapping.decode(in));
            }
            return new Result(mappings);
        }

        @Override
        public void encode(XdrWriter out) {
            for (Mapping mapping : mappings) {
                out.writeBoolean(true);
                mapping.encode(out);
            }
            out.writeBoolean(false);
        }
    }
}
