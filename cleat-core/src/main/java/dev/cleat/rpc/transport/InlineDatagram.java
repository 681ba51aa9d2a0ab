package dev.cleat.rpc.transport;

import dev.cleat.rpc.Exchange;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.Receiver;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The exchange of a datagram that is answered by the event thread that read it. One for each socket; belongs to its thread. */
final class InlineDatagram implements Exchange {
    private final UdpSocket socket;
    private final EventLoop loop;
    private InetSocketAddress client;
    private ByteBuffer message = ByteBuffer.allocate(0);

    InlineDatagram(UdpSocket socket, EventLoop loop) {
        this.socket = socket;
        this.loop = loop;
        this.client = socket.local();
    }

    /** Has a message carried out. */
    void run(Receiver receiver, InetSocketAddress from, ByteBuffer bytes) {
        client = from;
        message = bytes;
        receiver.receive(this);
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
        return message;
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
    public Exchange detach() {
        int length = message.limit();
        Lease copy = socket.buffers().lease(length);
        copy.buffer().put(0, message, 0, length).limit(length);
        return new DetachedDatagram(socket, client, copy);
    }

    @Override
    public XdrWriter open() {
        return loop.datagram();
    }

    @Override
    public void send(XdrWriter answer) {
        socket.send(answer, client);
        answer.clear();
    }

    @Override
    public void discard(XdrWriter answer) {
        answer.clear();
    }

    @Override
    public void drop() {}

    @Override
    public void sendEarly(XdrWriter answer) {
        throw new IllegalStateException("not detached");
    }

    @Override
    public void release() {
        throw new IllegalStateException("not detached");
    }
}
