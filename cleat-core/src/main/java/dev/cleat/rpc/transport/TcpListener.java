package dev.cleat.rpc.transport;

import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.recording.RefusalEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Accepts connections and gives each to the event thread that has the fewest. Belongs to one event thread; the connections may belong
 * to others.
 */
final class TcpListener implements Selectable, Endpoint {
    private static final int BACKLOG = 1024;
    private static final int ACCEPTS_PER_TURN = 64;

    private final EventLoop loop;
    private final RpcServer server;
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private boolean pausing;

    private TcpListener(EventLoop loop, RpcServer server, ServerSocketChannel channel) throws IOException {
        this.loop = loop;
        this.server = server;
        this.channel = channel;
        this.address = (InetSocketAddress) channel.getLocalAddress();
    }

    static TcpListener open(EventLoop loop, InetSocketAddress address, RpcServer server) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(Addresses.familyOf(address.getAddress()));
        try {
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            TcpListener listener = new TcpListener(loop, server, channel);
            loop.post(listener::register);
            return listener;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void register() {
        try {
            loop.register(channel, SelectionKey.OP_ACCEPT, this);
        } catch (ClosedChannelException | ClosedSelectorException closedMeanwhile) {
            close();
        } catch (IOException e) {
            loop.network().listener().failed(e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void ready(SelectionKey key) {
        for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
            SocketChannel accepted;
            try {
                accepted = channel.accept();
            } catch (ClosedChannelException closedMeanwhile) {
                return;
            } catch (IOException outOfDescriptors) {
                // The connection stays in the backlog and the key ready: without a pause this would spin.
                key.interestOps(0);
                if (!pausing) {
                    pausing = true;
                    loop.network()
                            .listener()
                            .notice("cannot accept on " + address + ": " + outOfDescriptors.getMessage());
                }
                return;
            }
            if (accepted == null) {
                return;
            }
            pausing = false;
            take(accepted);
        }
    }

    private void take(SocketChannel accepted) {
        Network network = loop.network();
        InetSocketAddress client;
        try {
            client = (InetSocketAddress) accepted.getRemoteAddress();
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        } catch (IOException alreadyGone) {
            closeQuietly(accepted);
            return;
        }
        InetSocketAddress local = localOf(accepted);
        if (!network.admission().admits(client, local, Protocol.TCP)) {
            refuse(accepted, client, "not admitted");
            return;
        }
        if (!network.admit(client.getAddress())) {
            refuse(accepted, client, "too many connections");
            return;
        }
        EventLoop owner = network.idlestLoop();
        TcpConnection connection = new TcpConnection(owner, server, accepted, client, local);
        owner.post(connection::register);
    }

    private void refuse(SocketChannel accepted, InetSocketAddress client, String why) {
        RefusalEvent.record(client, why);
        closeQuietly(accepted);
        loop.network().listener().closed(client, why);
    }

    private InetSocketAddress localOf(SocketChannel accepted) {
        try {
            return (InetSocketAddress) accepted.getLocalAddress();
        } catch (IOException alreadyGone) {
            return address;
        }
    }

    private static void closeQuietly(SocketChannel accepted) {
        try {
            accepted.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
    }

    @Override
    public void resume() {}

    @Override
    public void sweep(long now) {
        SelectionKey key = loop.keyOf(channel);
        if (key != null && key.isValid() && key.interestOps() == 0) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    public void finish() {
        close();
    }

    @Override
    public void close(String why) {
        close();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            loop.network().listener().failed(e);
        }
        // The selector lets go of the port when it looks next.
        loop.post(() -> {});
    }

    /** The next connection may fare better. */
    @Override
    public void broken() {}
}
