package dev.cleat.rpc.transport;

import dev.cleat.rpc.RpcServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Datagram sockets of one port: one, or on a wildcard address one for each local address, because an answer would leave a
 * wildcard socket from whichever address the kernel prefers, and the client would not know it.
 *
 * <p>Locking: the monitor guards the sockets. Looking for new addresses is the business of {@link #refresh}'s caller.
 */
final class UdpListener implements Endpoint {
    /** With port 0, how often another port is tried when one is free on some addresses only. */
    private static final int ATTEMPTS = 16;

    private final Network network;
    private final RpcServer server;
    private final InetSocketAddress asked;
    private final Map<InetAddress, UdpSocket> sockets = new HashMap<>();
    private int port;
    private boolean closed;
    private String trouble = "";

    private UdpListener(Network network, RpcServer server, InetSocketAddress asked) {
        this.network = network;
        this.server = server;
        this.asked = asked;
        this.port = asked.getPort();
    }

    static UdpListener open(Network network, InetSocketAddress address, RpcServer server) throws IOException {
        UdpListener listener = new UdpListener(network, server, address);
        listener.openAll();
        listener.noticeSmallBuffer();
        if (address.getAddress().isAnyLocalAddress()) {
            network.follow(listener);
        }
        return listener;
    }

    private synchronized void openAll() throws IOException {
        Set<InetAddress> addresses = addresses();
        for (int attempt = 1; ; attempt++) {
            try {
                for (InetAddress address : addresses) {
                    openIfReady(address);
                }
                return;
            } catch (IOException e) {
                closeAll(Set.copyOf(sockets.keySet()));
                if (asked.getPort() != 0 || attempt == ATTEMPTS || !(e instanceof BindException)) {
                    throw e;
                }
                port = 0;
            }
        }
    }

    /** IPv6 takes a moment before it lets go of a fresh link-local address; {@link #refresh} takes it then. */
    private void openIfReady(InetAddress address) throws IOException {
        try {
            open(address);
        } catch (BindException e) {
            if (!address.isLinkLocalAddress()) {
                throw e;
            }
        }
    }

    private void open(InetAddress address) throws IOException {
        UdpSocket socket = UdpSocket.open(network.nextLoop(), new InetSocketAddress(address, port), server);
        port = socket.local().getPort();
        sockets.put(address, socket);
    }

    private Set<InetAddress> addresses() throws IOException {
        return asked.getAddress().isAnyLocalAddress()
                ? Addresses.localLike(asked.getAddress())
                : Set.of(asked.getAddress());
    }

    private synchronized void noticeSmallBuffer() throws IOException {
        UdpSocket any = sockets.values().iterator().next();
        if (any.granted() < UdpSocket.wanted()) {
            network.listener()
                    .notice("UDP port " + port + " has a receive buffer of " + any.granted()
                            + " bytes only; bursts will be lost until net.core.rmem_max is " + UdpSocket.wanted());
        }
    }

    /** Follows the addresses that came or went. */
    synchronized void refresh() {
        if (closed) {
            return;
        }
        try {
            Set<InetAddress> now = addresses();
            Set<InetAddress> gone = new HashSet<>(sockets.keySet());
            gone.removeAll(now);
            closeAll(gone);
            now.removeAll(sockets.keySet());
            for (InetAddress added : now) {
                open(added);
            }
            trouble = "";
        } catch (IOException e) {
            // An address that has just come cannot always be bound at once: next time perhaps.
            notice("UDP port " + port + ": " + e.getMessage());
        }
    }

    private void notice(String line) {
        if (!line.equals(trouble)) {
            trouble = line;
            network.listener().notice(line);
        }
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(asked.getAddress(), port);
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeAll(Set.copyOf(sockets.keySet()));
        network.unfollow(this);
    }

    private void closeAll(Set<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            UdpSocket socket = sockets.remove(address);
            if (socket != null) {
                socket.closeSoon();
            }
        }
    }
}
