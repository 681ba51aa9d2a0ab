package dev.cleat.rpc.transport;

import dev.cleat.rpc.ClientChannel;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls over a connection, with record marking (RFC 5531 §11).
 *
 * <p>Callers write under {@link #writing}, which guards nothing else; one thread of the channel's own reads, and ends when the
 * connection does. A connection that broke stays broken.
 */
public final class ClientChannelStream implements ClientChannel {
    private static final int LAST_FRAGMENT = 0x8000_0000;
    /** The largest answer: the largest transfer, with room for all around it. */
    private static final int MAX_RECORD = 4 << 20;

    private static final int FIRST_BYTES = 1024;

    private final SocketChannel socket;
    private final PendingCalls pending = new PendingCalls();
    private final ReentrantLock writing = new ReentrantLock();

    private ClientChannelStream(SocketChannel socket) {
        this.socket = socket;
        Thread.ofVirtual().name("cleat-client-" + socket).start(this::readAnswers);
    }

    /**
     * Connects by TCP.
     *
     * @param timeout for the connection to be made
     */
    public static ClientChannelStream tcp(InetSocketAddress server, SourcePort source, Duration timeout)
            throws IOException {
        return new ClientChannelStream(source.open(server.getAddress(), from -> connect(server, from, timeout)));
    }

    private static SocketChannel connect(InetSocketAddress server, InetSocketAddress from, Duration timeout)
            throws IOException {
        SocketChannel socket = SocketChannel.open(Addresses.familyOf(server.getAddress()));
        try {
            socket.bind(from);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.socket().connect(server, (int) Math.max(1, timeout.toMillis()));
            return socket;
        } catch (SocketTimeoutException e) {
            socket.close();
            throw PendingCalls.noAnswer(timeout);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects to a socket in the file system. */
    public static ClientChannelStream local(UnixDomainSocketAddress address) throws IOException {
        return new ClientChannelStream(SocketChannel.open(address));
    }

    @Override
    public ByteBuffer call(ByteBuffer message, Duration timeout) throws IOException {
        int xid = message.getInt(message.position());
        CompletableFuture<ByteBuffer> answer = pending.add(xid);
        try {
            send(message);
            ByteBuffer received = PendingCalls.await(answer, timeout);
            if (received == null) {
                throw PendingCalls.noAnswer(timeout);
            }
            return received;
        } finally {
            pending.remove(xid);
        }
    }

    private void send(ByteBuffer message) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(Integer.BYTES)
                .putInt(LAST_FRAGMENT | message.remaining())
                .flip();
        ByteBuffer[] record = {mark, message.duplicate()};
        writing.lock();
        try {
            while (record[1].hasRemaining()) {
                socket.write(record);
            }
        } catch (IOException e) {
            // Part of a record may be out: nothing could follow it.
            pending.fail(e);
            closeSocket();
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private void readAnswers() {
        try {
            while (true) {
                pending.answer(readRecord());
            }
        } catch (IOException e) {
            pending.fail(e);
            closeSocket();
        }
    }

    private ByteBuffer readRecord() throws IOException {
        ByteBuffer record = ByteBuffer.allocate(FIRST_BYTES);
        boolean last = false;
        while (!last) {
            int mark = readFully(ByteBuffer.allocate(Integer.BYTES)).flip().getInt();
            last = mark < 0;
            record = withRoom(record, mark & ~LAST_FRAGMENT);
            readFully(record);
        }
        return record.flip();
    }

    /** The record so far, with room for exactly so many bytes more. */
    private static ByteBuffer withRoom(ByteBuffer record, int more) throws IOException {
        if (more > MAX_RECORD - record.position()) {
            throw new IOException("a record of more than " + MAX_RECORD + " bytes");
        }
        int needed = record.position() + more;
        ByteBuffer roomy = needed <= record.capacity()
                ? record
                : ByteBuffer.allocate(Math.max(needed, 2 * record.capacity())).put(record.flip());
        return roomy.limit(needed);
    }

    private ByteBuffer readFully(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (socket.read(target) < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
        return target;
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
