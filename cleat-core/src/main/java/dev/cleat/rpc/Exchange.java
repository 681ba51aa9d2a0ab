package dev.cleat.rpc;

import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * One message that a transport received, and the one answer that it may get: either {@link #send}, {@link #sendEarly} or {@link #drop} is
 * called exactly once, from any thread after {@link #detach}.
 */
public interface Exchange {
    /** Who sent it; IPv4 addresses that came mapped into IPv6 are IPv4. */
    InetSocketAddress client();

    /** Where it arrived: address and port of this side. */
    InetSocketAddress local();

    Protocol protocol();

    /**
     * The message, without a record mark. Valid until the answer was sent or dropped or, unless detached, the receiver
     * returned; hence no answer may refer to it.
     */
    ByteBuffer message();

    /** The longest message that this client can send, in bytes. */
    default int maxMessage() {
        return Integer.MAX_VALUE;
    }

    /** The longest answer that can be sent, in bytes. */
    default int maxAnswer() {
        return Integer.MAX_VALUE;
    }

    /**
     * Memory for bulk data of the answer. Attach it to the answer's writer or release it.
     *
     * @param capacity in bytes
     */
    Lease payload(int capacity);

    /**
     * Waits until there is memory for another {@link #payload}. For calls on virtual threads: others are so few that they may
     * outgrow the bound.
     *
     * @param givenUp whether it is no longer wanted; asked now and then
     */
    default void awaitMemory(BooleanSupplier givenUp) {}

    /** Announces that the answer will come later, perhaps from another thread; use the returned exchange from now on. Once. */
    Exchange detach();

    /**
     * Offers a call to the thread that read it, right after {@link #detach} there. What is kept is either carried out by that thread
     * once it has read what there is, or passed on.
     *
     * @return false if it is not kept
     */
    default boolean keep(KeptCall call) {
        return false;
    }

    /** Where to write the answer, from its xid on. One at a time. */
    XdrWriter open();

    /** Sends what was written to the writer from {@link #open}. */
    void send(XdrWriter answer);

    /** Throws away what was written to the writer from {@link #open}; a new one may then be opened. */
    void discard(XdrWriter answer);

    /** No answer will come. */
    void drop();

    /**
     * As {@link #send}, while another thread still uses the message; {@link #release} follows when it no longer does. Only for
     * exchanges that were detached.
     */
    void sendEarly(XdrWriter answer);

    /** The message is no longer needed, after {@link #sendEarly}. */
    void release();

    /**
     * What was lent to this call no longer keeps others from being read.
     *
     * @param bytes negative when it is about to be given back
     * @return how much was forgiven: all of it, or nothing where too much is
     */
    default long forgive(long bytes) {
        return 0;
    }
}
