package dev.cleat.rpc;

import dev.cleat.rpc.auth.Credential;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A call as its handler sees it: who asks, how, and where bulk data of the answer goes. Used by one thread at a time, and
 * valid until the handler returns: event threads use one object for all their calls.
 */
public final class Call {
    private Exchange exchange;
    private Credential credential;
    private int xid;
    private final boolean mayBlock;
    private @Nullable Lease payload;
    private int payloadCapacity;

    public Call(Exchange exchange, Credential credential, int xid, boolean mayBlock) {
        this.exchange = exchange;
        this.credential = credential;
        this.xid = xid;
        this.mayBlock = mayBlock;
    }

    void reuse(Exchange exchange, Credential credential, int xid) {
        this.exchange = exchange;
        this.credential = credential;
        this.xid = xid;
    }

    Exchange exchange() {
        return exchange;
    }

    public InetSocketAddress client() {
        return exchange.client();
    }

    /** Where the call arrived. */
    public InetSocketAddress local() {
        return exchange.local();
    }

    public Protocol protocol() {
        return exchange.protocol();
    }

    /** The longest message that this client can send, in bytes. */
    public int maxMessage() {
        return exchange.maxMessage();
    }

    public Credential credential() {
        return credential;
    }

    public int xid() {
        return xid;
    }

    /** Whether this thread may wait. If not, the handler throws {@link WouldBlockException} rather than wait. */
    public boolean mayBlock() {
        return mayBlock;
    }

    /**
     * Memory for the answer's bulk data, which is sent from there. What an earlier call of this gave is void.
     *
     * @param capacity in bytes
     * @return an empty buffer with exactly that much room
     */
    public ByteBuffer payload(int capacity) {
        Lease before = takePayload();
        if (before != null) {
            before.release();
        }
        Lease lease = exchange.payload(capacity);
        payload = lease;
        payloadCapacity = capacity;
        return lease.buffer().limit(capacity);
    }

    /** Whether writers copied what they were given of the payload. */
    boolean isPayloadCopied() {
        return payloadCapacity <= XdrWriter.COPY_LIMIT;
    }

    /** The lease behind {@link #payload}, or null; from now on the caller's to release. */
    @Nullable Lease takePayload() {
        Lease taken = payload;
        payload = null;
        return taken;
    }
}
