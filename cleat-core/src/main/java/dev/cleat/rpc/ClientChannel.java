package dev.cleat.rpc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A way to a server: sends calls, and finds the answer of each by its xid. For any number of threads. */
public interface ClientChannel extends Closeable {
    /**
     * Sends a call and waits for its answer. Where calls can be lost on the way, it is sent again, unchanged, until there is
     * an answer or the time is over.
     *
     * @param message from its xid on, without a record mark; no other call in flight may have this xid
     * @return the answer, from its xid on
     * @throws RpcException {@link RpcException.NoAnswer} once the time is over
     * @throws IOException where the channel broke or was closed
     */
    ByteBuffer call(ByteBuffer message, Duration timeout) throws IOException;

    /** Ends it. Calls that wait for answers fail. */
    @Override
    void close();
}
