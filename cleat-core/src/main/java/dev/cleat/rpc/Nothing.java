package dev.cleat.rpc;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** No results: RFC 4506 §4.16's void. */
public record Nothing() implements XdrEncodable {
    public static final Nothing NOTHING = new Nothing();

    public static Nothing decode(XdrReader in) {
        return NOTHING;
    }

    @Override
    public void encode(XdrWriter out) {}
}
