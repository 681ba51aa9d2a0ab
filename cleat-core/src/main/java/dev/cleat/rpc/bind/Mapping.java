package dev.cleat.rpc.bind;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * A program version's port: {@code struct mapping} of RFC 1833 §3.1.
 *
 * @param program unsigned
 * @param version unsigned
 * @param protocol {@link Netid#TCP_NUMBER} or {@link Netid#UDP_NUMBER}
 * @param port unsigned; 0 for none
 */
public record Mapping(int program, int version, int protocol, int port) implements XdrEncodable {
    /** Without its port, for what asks or forgets. */
    public Mapping(int program, int version, int protocol) {
        this(program, version, protocol, 0);
    }

    static Mapping decode(XdrReader in) throws XdrException {
        return new Mapping(in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeInt(program);
        out.writeInt(version);
        out.writeInt(protocol);
        out.writeInt(port);
    }
}
