package dev.cleat.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A sequence of calls without end, and what is right in their answers. Shared by all connections: it keeps nothing itself. */
interface Workload {
    /** Makes ready what the calls need, one call at a time. */
    default void before(Client client, Ground ground) throws IOException {}

    /** Writes the slot's next call, up to and without {@link Client#send}. */
    void next(Client client, Ground ground, Slot slot);

    /** Judges an answer behind its header. */
    void check(Client client, Ground ground, Slot slot, ByteBuffer in);

    /** Whether the slot may stop here: whoever has made a file goes on until it is gone. */
    default boolean atRest(Slot slot) {
        return true;
    }

    /** One more call at the end, within the measured time, such as COMMIT. */
    default void finish(Client client, Ground ground) throws IOException {}

    /** Looks, after the measured time, whether what was answered has come true, and tidies up. */
    default void after(Client client, Ground ground) throws IOException {}
}
