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
 * The exchange of a datagram that is answered elsewhere than on the event thread that read it. It owns its message. Used by
 * one thread at a time, but for {@link #sendEarly}.
 */
final class DetachedDatagram implements Exchange {
    private final UdpSocket socket;
    private final InetSocketAddress client;
    private final Lease message;

    DetachedDatagram(UdpSocket socket, InetSocketAddress client, Lease message) {
        this.socket = socket;
        this.client = client;
        this.message = message;
        socket.detached();
    }

    @Override
    public InetSocketAddress client() {
        return client;
    }

    @Override
    public InetSocketAddress local() {
        return socket.local();
    }

    @Override
    public Protocol protocol() {
        return Protocol.UDP;
    }

    @Override
    public ByteBuffer message() {
        return message.buffer();
    }

    @Override
    public int maxAnswer() {
        return UdpSocket.MAX_DATAGRAM;
    }

    @Override
    public Lease payload(int capacity) {
        return socket.buffers().lease(capacity);
    }

    @Override
    public void awaitMemory(BooleanSupplier givenUp) {
        socket.buffers().awaitRoom(givenUp);
    }

    @Override
    public Exchange detach() {
        return this;
    }

    @Override
    public boolean keep(KeptCall call) {
        return socket.keep(call);
    }

    @Override
    public XdrWriter open() {
        return UdpSocket.writer(socket.buffers());
    }

    @Override
    public void send(XdrWriter answer) {
        sendEarly(answer);
        message.release();
    }

    @Override
    public void sendEarly(XdrWriter answer) {
        socket.send(answer, client);
        answer.release();
        socket.answered();
    }

    @Override
    public void release() {
        message.release();
    }

    @Override
    public long forgive(long bytes) {
        return socket.buffers().forgive(bytes);
    }

    @Override
    public void discard(XdrWriter answer) {
        answer.release();
    }

    @Override
    public void drop() {
        message.release();
        socket.answered();
    }
}
