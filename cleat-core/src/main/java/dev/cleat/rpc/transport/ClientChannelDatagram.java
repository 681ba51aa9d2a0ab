package dev.cleat.rpc.transport;

import dev.cleat.rpc.ClientChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Calls by UDP: each is sent again with the same xid, at intervals that double, until it is answered. Answers are taken only
 * from where calls go.
 *
 * <p>Any thread sends; one thread of the channel's own receives, and ends when the channel is closed.
 */
public final class ClientChannelDatagram implements ClientChannel {
    private static final int MAX_DATAGRAM = 65_536;
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

    private final DatagramChannel socket;
    private final Duration interval;
    private final PendingCalls pending = new PendingCalls();

    private ClientChannelDatagram(DatagramChannel socket, Duration interval) {
        this.socket = socket;
        this.interval = interval;
        Thread.ofVirtual().name("cleat-client-udp").start(this::receiveAnswers);
    }

    /**
     * @param interval after which a call is sent again for the first time
     */
    public static ClientChannelDatagram udp(InetSocketAddress server, SourcePort source, Duration interval)
            throws IOException {
        return new ClientChannelDatagram(source.open(server.getAddress(), from -> connect(server, from)), interval);
    }

    private static DatagramChannel connect(InetSocketAddress server, InetSocketAddress from) throws IOException {
        DatagramChannel socket = DatagramChannel.open(Addresses.familyOf(server.getAddress()));
        try {
            return socket.bind(from).connect(server);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public ByteBuffer call(ByteBuffer message, Duration timeout) throws IOException {
        int xid = message.getInt(message.position());
        CompletableFuture<ByteBuffer> answer = pending.add(xid);
        try {
            Duration left = timeout;
            Duration wait = interval;
            while (left.isPositive()) {
                socket.write(message.duplicate());
                Duration now = wait.compareTo(left) < 0 ? wait : left;
                ByteBuffer received = PendingCalls.await(answer, now);
                if (received != null) {
                    return received;
                }
                left = left.minus(now);
                wait = wait.compareTo(LONGEST_INTERVAL) < 0 ? wait.multipliedBy(2) : wait;
            }
            throw PendingCalls.noAnswer(timeout);
        } finally {
            pending.remove(xid);
        }
    }

    private void receiveAnswers() {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
        try {
            while (true) {
                receiveAnswer(buffer.clear());
            }
        } catch (IOException e) {
            pending.fail(e);
            closeSocket();
        }
    }

    private void receiveAnswer(ByteBuffer buffer) throws IOException {
        try {
            socket.read(buffer);
            buffer.flip();
            pending.answer(ByteBuffer.allocate(buffer.remaining()).put(buffer).flip());
        } catch (PortUnreachableException e) {
            pending.failWaiting(e); // a server may come up there later
        }
    }

    @Override
    public void close() {
        pending.close();
        closeSocket();
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            pending.fail(e); // there is nobody else to tell
        }
    }
}
