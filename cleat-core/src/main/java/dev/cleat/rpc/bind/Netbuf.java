package dev.cleat.rpc.bind;

import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * A transport address in the machine's own format: {@code struct netbuf} of RFC 1833 §2.1.
 *
 * @param maxLength how much room there is for an address, in bytes
 * @param address a {@code sockaddr}; see {@link Sockaddr}
 */
public record Netbuf(int maxLength, Opaque address) implements XdrEncodable {
    static final int ADDRESS_BYTES = 128;

    static Netbuf decode(XdrReader in) throws XdrException {
        return new Netbuf(in.readInt(), in.readOpaque(ADDRESS_BYTES));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeInt(maxLength);
        out.writeOpaque(address);
    }
}
