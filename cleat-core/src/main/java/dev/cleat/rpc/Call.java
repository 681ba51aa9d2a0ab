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
    /** Read by the thread that watches calls as well: any value that it had will do. */
    private int payloadCapacity;

    private volatile @Nullable LateCalls backEnd;
    private volatile @Nullable Runnable note;
    private volatile boolean late;

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

    /** Whose call it is: where it turns out to be late, it is counted there. */
    public void countAt(LateCalls calls) {
        backEnd = calls;
    }

    /** Whether the client was told to ask again later: whatever the call comes to, it will not hear of it. */
    public boolean isLate() {
        return late;
    }

    /** Has this run before the client is told to ask again later, or at once if it was told; perhaps twice. */
    public void whenLate(Runnable runs) {
        note = runs;
        if (late) {
            runs.run();
        }
    }

    /**
     * The client is about to be told to ask again later.
     *
     * <p>What {@link #whenLate} is given is run by the thread that gives it or by this one: each writes its field before it
     * reads the other's.
     */
    void beLate() {
        late = true;
        Runnable known = note;
        if (known != null) {
            known.run();
        }
    }

    /** Nobody waits for it any more, or it would not be begun if it came now. */
    private boolean isInVain() {
        LateCalls others = backEnd;
        return late || (others != null && others.areTooMany());
    }

    @Nullable LateCalls backEnd() {
        return backEnd;
    }

    /** How many bytes {@link #payload} was asked for. */
    int payloadCapacity() {
        return payloadCapacity;
    }

    /**
     * Memory for the answer's bulk data, which is sent from there. What an earlier call of this gave is void.
     *
     * @param capacity in bytes
     * @return an empty buffer with exactly that much room
     * @throws OverdueException where there was none until the client was told to ask again later
     */
    public ByteBuffer payload(int capacity) throws OverdueException {
        if (Thread.currentThread().isVirtual()) {
            exchange.awaitMemory(this::isInVain);
            if (isInVain()) {
                throw new OverdueException();
            }
        }
        releasePayload();
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

    void releasePayload() {
        Lease taken = takePayload();
        if (taken != null) {
            taken.release();
        }
    }
}
