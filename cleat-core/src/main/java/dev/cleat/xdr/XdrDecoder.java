package dev.cleat.xdr;

/** Reads one value; mostly a static {@code decode} method of its type. */
@FunctionalInterface
public interface XdrDecoder<T> {
    T decode(XdrReader in) throws XdrException;
}
