package dev.cleat.client;

import dev.cleat.rpc.Request;
import dev.cleat.rpc.RpcCaller;
import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;

/**
 * How a volume and its files reach their server.
 *
 * @param caller makes the calls
 * @param patience with a server that is not ready
 */
record Calls(RpcCaller caller, Patience patience) {
    <R extends XdrEncodable> R call(Request<R> request) throws IOException {
        return caller.call(request);
    }

    /** Asks again for as long as the answer is JUKEBOX. */
    <T> T patiently(Patience.Asking<T> question) throws IOException {
        return patience.ask(question);
    }
}
