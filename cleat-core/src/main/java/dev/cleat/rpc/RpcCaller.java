package dev.cleat.rpc;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import java.io.IOException;

/** Makes calls and waits for their results. */
public interface RpcCaller {
    /**
     * Makes a call by a procedure that several versions of a program may share.
     *
     * @throws RpcException if there are no results
     * @throws XdrException if the answer is not what the protocol says
     * @throws IOException if the server cannot be reached
     */
    <R extends XdrEncodable> R call(Procedure<?, R> procedure, Request<R> request) throws IOException;

    /** Makes a call by the request's own procedure, as the other {@code call}. */
    default <R extends XdrEncodable> R call(Request<R> request) throws IOException {
        return call(request.procedure(), request);
    }
}
