package dev.cleat.rpc.transport;

import dev.cleat.rpc.Exchange;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.Receiver;
import dev.cleat.rpc.RpcServer;
import dev.cleat.xdr.BufferPool;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a server within the process, without sockets. The server's own threads carry the calls out, because the caller's
 * must not take on the identity of the one it calls for. For any number of threads.
 */
public final class InProcess {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final RpcServer server;
    private final InetSocketAddress client;
    private final BufferPool buffers;
    /** Those that no call uses. */
    private final Queue<Receiver> receivers = new ConcurrentLinkedQueue<>();

    /** A caller from the loopback address. */
    public InProcess(RpcServer server) {
        this(server, LOOPBACK, BufferPool.HEAP);
    }

    /**
     * @param client whom the server takes the caller for
     * @param buffers for the answers
     */
    public InProcess(RpcServer server, InetSocketAddress client, BufferPool buffers) {
        this.server = server;
        this.client = client;
        this.buffers = buffers;
    }

    /**
     * Makes a call and waits for its answer.
     *
     * @param message from its xid on, without a record mark; read from its position to its limit
     * @return the answer, from its xid on, on the heap
     * @throws IOException if the server dropped the call
     */
    public ByteBuffer call(ByteBuffer message) throws IOException {
        ByteBuffer answer = exchange(message);
        if (answer == null) {
            throw new IOException("the call was dropped");
        }
        return answer;
    }

    /** As {@link #call}, with null for a call that was dropped. */
    public @Nullable ByteBuffer exchange(ByteBuffer message) throws IOException {
        Conversation conversation = new Conversation(message.slice());
        if (!server.workers().execute(() -> receive(conversation))) {
            throw new IOException("the server has stopped or is overloaded");
        }
        try {
            Answer answer = conversation.answer.get();
            return answer.bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the answer");
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private void receive(Conversation conversation) {
        Receiver idle = receivers.poll();
        Receiver receiver = idle == null ? server.receiver() : idle;
        receiver.receive(conversation);
        receivers.add(receiver);
    }

    private record Answer(@Nullable ByteBuffer bytes) {}

    private final class Conversation implements Exchange {
        private final ByteBuffer message;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        Conversation(ByteBuffer message) {
            this.message = message;
        }

        @Override
        public InetSocketAddress client() {
            return client;
        }

        @Override
        public InetSocketAddress local() {
            return LOOPBACK;
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
            return buffers.lease(capacity);
        }

        @Override
        public Exchange detach() {
            return this;
        }

        @Override
        public XdrWriter open() {
            return new XdrWriter(buffers, 512);
        }

        @Override
        public void send(XdrWriter written) {
            Answer whole = new Answer(written.toBuffer());
            written.release();
            answer.complete(whole);
        }

        @Override
        public void discard(XdrWriter written) {
            written.release();
        }

        @Override
        public void sendEarly(XdrWriter written) {
            send(written);
        }

        @Override
        public void release() {}

        @Override
        public void drop() {
            answer.complete(new Answer(null));
        }
    }
}
