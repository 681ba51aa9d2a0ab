package dev.cleat.rpc;

import dev.cleat.rpc.auth.Credential;
import dev.cleat.xdr.Lease;
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
     * Memory for the answer's bulk data, which is sent from there. At most once a call.
     *
     * @param capacity in bytes
     * @return an empty buffer with exactly that much room
     */
    public ByteBuffer payload(int capacity) {
        Lease lease = exchange.payload(capacity);
        payload = lease;
        return lease.buffer().limit(capacity);
    }

    /** The lease behind {@link #payload}, or null; from now on the caller's to release. */
    @Nullable Lease takePayload() {
        Lease taken = payload;
        payload = null;
        return taken;
    }
}
