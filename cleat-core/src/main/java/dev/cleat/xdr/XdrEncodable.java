package dev.cleat.xdr;

/** A value that can be written as XDR. */
public interface XdrEncodable {
    void encode(XdrWriter out);
}
