package dev.cleat.rpc;

/** Takes in messages, all on one thread. */
public interface Receiver {
    /** Whether another message may come now. If not, the transport lets its senders wait and asks again soon. */
    boolean ready();

    /** Sees to it that the exchange is answered or dropped, perhaps later. Never throws. */
    void receive(Exchange exchange);
}
