package dev.cleat.rpc.bind;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * A program version's address on a network: {@code struct rpcb} of RFC 1833 §2.1.
 *
 * @param program unsigned
 * @param version unsigned
 * @param netid such as {@code tcp6}; see {@link Netid}
 * @param address universal; see {@link UniversalAddress}
 * @param owner who registered it, in whatever words
 */
public record Rpcb(int program, int version, String netid, String address, String owner) implements XdrEncodable {
    static Rpcb decode(XdrReader in) throws XdrException {
        return new Rpcb(
                in.readInt(),
                in.readInt(),
                in.readString(Bind.TEXT_BYTES),
                in.readString(Bind.TEXT_BYTES),
                in.readString(Bind.TEXT_BYTES));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeInt(program);
        out.writeInt(version);
        out.writeString(netid);
        out.writeString(address);
        out.writeString(owner);
    }
}
