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

/** GETADDRLIST: ask where a program version listens on every network that the asker could use (RFC 1833 §2.2.2). */
public record RpcbGetAddrList(Rpcb rpcb) implements Request<RpcbGetAddrList.Result> {
    public static final Procedure<RpcbGetAddrList, Result> PROCEDURE =
            Procedure.of(Bind.V4, 11, "GETADDRLIST", RpcbGetAddrList::decode, Result::decode, Trait.IDEMPOTENT);

    static RpcbGetAddrList decode(XdrReader in) throws XdrException {
        return new RpcbGetAddrList(Rpcb.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        rpcb.encode(out);
    }

    @Override
    public Procedure<RpcbGetAddrList, Result> procedure() {
        return PROCEDURE;
    }

    public record Result(List<Entry> entries) implements XdrEncodable {
        public Result {
            entries = List.copyOf(entries);
        }

        static Result decode(XdrReader in) throws XdrException {
            List<Entry> entries = new ArrayList<>();
            while (in.readBoolean()) {
                entries.add(Entry.decode(in));
            }
            return new Result(entries);
        }

        @Override
        public void encode(XdrWriter out) {
            for (Entry entry : entries) {
                out.writeBoolean(true);
                entry.encode(out);
            }
            out.writeBoolean(false);
        }
    }

    /**
     * {@code rpcb_entry}.
     *
     * @param address universal
     * @param semantics 1 for datagrams, 2 for a connection, 3 for a connection with orderly release
     * @param family such as {@code inet6}
     * @param protocol such as {@code tcp}
     */
    public record Entry(String address, String netid, int semantics, String family, String protocol)
            implements XdrEncodable {
        static Entry decode(XdrReader in) throws XdrException {
            return new Entry(
                    in.readString(Bind.TEXT_BYTES),
                    in.readString(Bind.TEXT_BYTES),
                    in.readInt(),
                    in.readString(Bind.TEXT_BYTES),
                    in.readString(Bind.TEXT_BYTES));
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeString(address);
            out.writeString(netid);
            out.writeInt(semantics);
            out.writeString(family);
            out.writeString(protocol);
        }
    }
}
