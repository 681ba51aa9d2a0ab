package dev.cleat.rpc.transport;

import dev.cleat.rpc.KeptCall;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.Receiver;
import dev.cleat.rpc.RpcServer;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A socket for datagrams. It belongs to its event thread, save {@link #send} and the count of calls in flight, which are for
 * any thread.
 */
final class UdpSocket implements Selectable {
    /** The longest datagram over IPv4. */
    static final int MAX_DATAGRAM = 65_507;

    /** Room for a hundred calls of the largest size while a turn lasts. */
    private static final int SOCKET_BYTES = 4 << 20;

    private static final int DATAGRAMS_PER_TURN = 32;

    private final EventLoop loop;
    private final Network network;
    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final Receiver receiver;
    private final InlineDatagram exchange;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean finishing;
    private boolean closed;

    private UdpSocket(EventLoop loop, RpcServer server, DatagramChannel channel, InetSocketAddress local) {
        this.loop = loop;
        this.network = loop.network();
        this.channel = channel;
        this.local = local;
        this.receiver = loop.receiver(server);
        this.exchange = new InlineDatagram(this, loop);
    }

    static UdpSocket open(EventLoop loop, InetSocketAddress address, RpcServer server) throws IOException {
        DatagramChannel channel = DatagramChannel.open(Addresses.familyOf(address.getAddress()));
        try {
            ask(channel, StandardSocketOptions.SO_SNDBUF);
            ask(channel, StandardSocketOptions.SO_RCVBUF);
            channel.bind(address);
            channel.configureBlocking(false);
            UdpSocket socket = new UdpSocket(loop, server, channel, (InetSocketAddress) channel.getLocalAddress());
            loop.post(socket::register);
            return socket;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void ask(DatagramChannel channel, SocketOption<Integer> size) throws IOException {
        if (channel.getOption(size) < SOCKET_BYTES) {
            channel.setOption(size, SOCKET_BYTES);
        }
    }

    /** For one answer, which must be in one piece to be sent. */
    static XdrWriter writer(PooledBuffers buffers) {
        return new XdrWriter(buffers, MAX_DATAGRAM, Integer.MAX_VALUE);
    }

    /** How much the kernel lends for datagrams that wait, in bytes; less than was asked for if its limit is lower. */
    int granted() throws IOException {
        return channel.getOption(StandardSocketOptions.SO_RCVBUF);
    }

    static int wanted() {
        return SOCKET_BYTES;
    }

    InetSocketAddress local() {
        return local;
    }

    PooledBuffers buffers() {
        return network.buffers();
    }

    private void register() {
        try {
            loop.register(channel, SelectionKey.OP_READ, this);
        } catch (ClosedChannelException | ClosedSelectorException closedMeanwhile) {
            close("closed");
        } catch (IOException e) {
            network.listener().failed(e);
        }
    }

    @Override
    public void ready(SelectionKey key) {
        turn();
    }

    @Override
    public void resume() {
        if (!closed && !finishing) {
            watch(true);
            turn();
        }
    }

    private void turn() {
        for (int i = 0; i < DATAGRAMS_PER_TURN && !closed; i++) {
            if (!receiver.ready() || network.buffers().exhausted()) {
                watch(false);
                loop.park(this);
                return;
            }
            ByteBuffer received = loop.received().clear();
            InetSocketAddress client;
            try {
                client = (InetSocketAddress) channel.receive(received);
            } catch (IOException lost) {
                return;
            }
            if (client == null) {
                return;
            }
            if (network.admission().admits(client, local, Protocol.UDP)) {
                exchange.run(receiver, client, received.flip());
            }
        }
    }

    private void watch(boolean readable) {
        SelectionKey key = loop.keyOf(channel);
        if (key != null && key.isValid()) {
            key.interestOps(readable ? SelectionKey.OP_READ : 0);
        }
    }

    /** A call is carried out elsewhere, with its message. */
    void detached() {
        inFlight.incrementAndGet();
    }

    /** Offers a call that was detached to the thread that read it, which is this one. */
    boolean keep(KeptCall call) {
        return loop.keep(call, inFlight.get() == 1);
    }

    /** It is over. */
    void answered() {
        if (inFlight.decrementAndGet() == 0 && finishing) {
            loop.post(this::closeIfDone);
        }
    }

    /** Sends an answer, or does not: the client will ask again. */
    void send(XdrWriter answer, InetSocketAddress client) {
        try {
            channel.send(answer.segments().getFirst(), client);
        } catch (IOException unreachable) {
            // Nobody is left who would want to know.
        }
    }

    @Override
    public void sweep(long now) {
        if (finishing) {
            closeIfDone();
        }
    }

    @Override
    public void finish() {
        finishing = true;
        watch(false);
        closeIfDone();
    }

    private void closeIfDone() {
        if (inFlight.get() == 0) {
            close("end");
        }
    }

    /** From any thread. */
    void closeSoon() {
        loop.post(() -> close("closed"));
    }

    @Override
    public void close(String why) {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            network.listener().failed(e);
        }
    }

    /** The next datagram may fare better. */
    @Override
    public void broken() {}
}
