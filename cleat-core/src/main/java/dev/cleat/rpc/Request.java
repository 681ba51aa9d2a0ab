package dev.cleat.rpc;

import dev.cleat.xdr.XdrEncodable;

/**
 * The arguments of a call, tied to the type of its results.
 *
 * @param <R> the results
 */
public interface Request<R extends XdrEncodable> extends XdrEncodable {
    Procedure<?, R> procedure();
}
