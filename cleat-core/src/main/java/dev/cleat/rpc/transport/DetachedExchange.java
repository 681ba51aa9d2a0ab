package dev.cleat.rpc.transport;

import dev.cleat.rpc.Exchange;
import dev.cleat.rpc.KeptCall;
import dev.cleat.rpc.Protocol;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * The exchange of a call that is carried out elsewhere than on the event thread that read it. It owns its message. Used by
 * one thread at a time, but for {@link #sendEarly}.
 */
final class DetachedExchange implements Exchange {
    private static final int ANSWER_BYTES = 1024;

    private final TcpConnection connection;
    private final Lease message;

    DetachedExchange(TcpConnection connection, Lease message) {
        this.connection = connection;
        this.message = message;
        connection.detached();
    }

    @Override
    public InetSocketAddress client() {
        return connection.client();
    }

    @Override
    public InetSocketAddress local() {
        return connection.local();
    }

    @Override
    public Protocol protocol() {
        return Protocol.TCP;
    }

    @Override
    public ByteBuffer message() {
        return message.buffer();
    }

    @Override
    public int maxMessage() {
        return connection.maxMessage();
    }

    @Override
    public Lease payload(int capacity) {
        return connection.buffers().lease(capacity);
    }

    @Override
    public void awaitMemory(BooleanSupplier givenUp) {
        connection.buffers().awaitRoom(givenUp);
    }

    @Override
    public Exchange detach() {
        return this;
    }

    @Override
    public boolean keep(KeptCall call) {
        return connection.keep(call);
    }

    @Override
    public XdrWriter open() {
        XdrWriter answer = connection.buffers().writer(ANSWER_BYTES);
        answer.writeInt(0);
        return answer;
    }

    @Override
    public void send(XdrWriter answer) {
        message.release();
        sendEarly(answer);
    }

    @Override
    public void sendEarly(XdrWriter answer) {
        answer.setInt(0, RecordMark.last(answer.size() - RecordMark.BYTES));
        connection.answer(answer);
    }

    @Override
    public void release() {
        message.release();
    }

    @Override
    public long forgive(long bytes) {
        return connection.buffers().forgive(bytes);
    }

    @Override
    public void discard(XdrWriter answer) {
        answer.release();
    }

    @Override
    public void drop() {
        message.release();
        connection.answered();
    }
}
