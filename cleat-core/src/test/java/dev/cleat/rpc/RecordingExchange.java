package dev.cleat.rpc;

import dev.cleat.xdr.BufferPool;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A message with a place for its answer. */
public final class RecordingExchange implements Exchange {
    private final ByteBuffer message;
    private final InetSocketAddress client;
    private final Protocol protocol;
    private volatile byte @Nullable [] answer;
    private volatile boolean dropped;
    private final CountDownLatch over = new CountDownLatch(1);

    public RecordingExchange(byte[] message) {
        this(message, 1000, Protocol.TCP);
    }

    /**
     * @param port of a client on the loopback address
     */
    public RecordingExchange(byte[] message, int port, Protocol protocol) {
        this.message = ByteBuffer.wrap(message);
        this.client = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.protocol = protocol;
    }

    /** Null as long as there is none. */
    public byte @Nullable [] answer() {
        return answer;
    }

    /** Until it was answered or dropped. */
    public void await() throws InterruptedException {
        if (!over.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("neither answered nor dropped");
        }
    }

    public boolean isDropped() {
        return dropped;
    }

    @Override
    public InetSocketAddress client() {
        return client;
    }

    @Override
    public InetSocketAddress local() {
        return client;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public ByteBuffer message() {
        return message;
    }

    @Override
    public Lease payload(int capacity) {
        return BufferPool.HEAP.lease(capacity);
    }

    @Override
    public Exchange detach() {
        return this;
    }

    @Override
    public XdrWriter open() {
        return new XdrWriter();
    }

    @Override
    public void send(XdrWriter written) {
        if (answer != null || dropped) {
            throw new IllegalStateException("answered twice");
        }
        answer = written.toBuffer().array();
        over.countDown();
    }

    @Override
    public void sendEarly(XdrWriter written) {
        send(written);
    }

    @Override
    public void release() {}

    @Override
    public void discard(XdrWriter written) {}

    @Override
    public void drop() {
        if (answer != null || dropped) {
            throw new IllegalStateException("answered twice");
        }
        dropped = true;
        over.countDown();
    }
}
