package dev.cleat.rpc;

import java.net.InetSocketAddress;

/**
 * Hears what becomes of calls, for metrics and logs. Called on the threads that serve, so it must neither wait nor throw.
 * With {@link #NONE}, nothing is measured.
 */
public interface RpcListener {
    /** Hears nothing. */
    RpcListener NONE = new RpcListener() {};

    /**
     * A call has found its procedure and is about to be carried out.
     *
     * @return anything, such as the time; it is handed to {@link #finished}
     */
    default long started(Procedure<?, ?> procedure, Call call) {
        return 0;
    }

    /**
     * Its answer was written.
     *
     * @param token from {@link #started}
     * @param answerBytes without a record mark
     */
    default void finished(long token, Procedure<?, ?> procedure, Call call, int answerBytes) {}

    /** It ended without an answer of its own, or is run again elsewhere: {@link #finished} will not be called for this token. */
    default void abandoned(long token, Procedure<?, ?> procedure, Call call) {}

    /**
     * It is on its way for longer than it has time for. Called on the thread that watches calls, while the call may be running;
     * the client was told to ask again later where that is possible.
     */
    default void late(Procedure<?, ?> procedure, InetSocketAddress client) {}

    /** A bug showed itself: something unchecked was thrown while a call was served. */
    default void failed(String what, InetSocketAddress client, Throwable bug) {}

    /** A call was answered before it reached a procedure, or dropped. */
    default void rejected(InetSocketAddress client, Rejection why) {}
}
