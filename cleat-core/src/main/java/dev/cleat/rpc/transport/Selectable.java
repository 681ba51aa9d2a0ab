package dev.cleat.rpc.transport;

import java.io.IOException;
import java.nio.channels.SelectionKey;

/** What an event thread watches. All methods run on that thread. */
interface Selectable {
    void ready(SelectionKey key) throws IOException;

    /** The turn that was asked for, of {@link EventLoop#again} or {@link EventLoop#park}. */
    void resume() throws IOException;

    /** Called about once a second: for what depends on time. */
    void sweep(long now);

    /** Takes no more calls, and closes when those it has are answered. */
    void finish();

    /**
     * At once; twice does nothing.
     *
     * @param why a few words
     */
    void close(String why);

    /** A bug showed itself in one of the other methods. */
    void broken();
}
