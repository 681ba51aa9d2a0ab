package dev.cleat.bench.micro;

import dev.cleat.rpc.Exchange;
import dev.cleat.rpc.Protocol;
import dev.cleat.xdr.BufferPool;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The same message over and over, with the same memory for its answer. For one thread. */
final class LocalExchange implements Exchange {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000);

    private final ByteBuffer message;
    private final Reused memory = new Reused();
    private int answered;

    LocalExchange(ByteBuffer message) {
        this.message = message;
    }

    /** Makes it new for the next call; answers the bytes of the last answer. */
    int again() {
        message.rewind();
        int bytes = answered;
        answered = 0;
        return bytes;
    }

    @Override
    public InetSocketAddress client() {
        return ADDRESS;
    }

    @Override
    public InetSocketAddress local() {
        return ADDRESS;
    }

    @Override
    public Protocol protocol() {
        return Protocol.IN_PROCESS;
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
        throw new IllegalStateException("files in memory never wait");
    }

    @Override
    public XdrWriter open() {
        return new XdrWriter(memory, Reused.BYTES);
    }

    @Override
    public void send(XdrWriter written) {
        answered = written.size();
        written.release();
    }

    @Override
    public void discard(XdrWriter written) {
        written.release();
    }

    @Override
    public void sendEarly(XdrWriter answer) {
        send(answer);
    }

    @Override
    public void release() {}

    @Override
    public void drop() {
        throw new IllegalStateException("dropped");
    }

    /** One buffer, lent to one writer after the other. */
    private static final class Reused implements BufferPool, Lease {
        private static final int BYTES = 128 << 10;

        private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);

        @Override
        public Lease lease(int capacity) {
            buffer.clear();
            return this;
        }

        @Override
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void release() {}
    }
}
