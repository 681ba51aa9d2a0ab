package dev.cleat.rpc.bind;

import dev.cleat.rpc.ClientChannel;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcCaller;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcException;
import dev.cleat.rpc.transport.ClientChannelDatagram;
import dev.cleat.rpc.transport.ClientChannelStream;
import dev.cleat.rpc.transport.SourcePort;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** The rpcbind of this machine, and whether what it lists is alive. */
interface SystemRpcbind {
    /** To be closed after use. */
    record Connection(RpcCaller caller, Closeable channel) implements Closeable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    Connection connect() throws IOException;

    /** Whether somebody answers calls where this says. */
    boolean answers(Rpcb rpcb);

    /** By its local socket, where it knows who we are; else by the loopback address. */
    record Local() implements SystemRpcbind {
        private static final List<String> SOCKETS = List.of("/run/rpcbind.sock", "/var/run/rpcbind.sock");
        private static final Duration PATIENCE = Duration.ofSeconds(3);
        private static final Duration PROBE = Duration.ofMillis(700);
        private static final Duration INTERVAL = Duration.ofMillis(200);

        @Override
        public Connection connect() throws IOException {
            RpcClient client = new RpcClient(channel(), new SecureRandom()).within(PATIENCE);
            return new Connection(client, client);
        }

        private static ClientChannel channel() throws IOException {
            for (String socket : SOCKETS) {
                try {
                    return ClientChannelStream.local(UnixDomainSocketAddress.of(socket));
                } catch (IOException | UnsupportedOperationException missing) {
                    // Then it is elsewhere.
                }
            }
            InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), Bind.PORT);
            return ClientChannelStream.tcp(loopback, SourcePort.ANY, PATIENCE);
        }

        @Override
        public boolean answers(Rpcb rpcb) {
            InetSocketAddress listed = UniversalAddress.parse(rpcb.address());
            Netid netid = Netid.named(rpcb.netid());
            if (listed == null || netid == null) {
                return true; // not ours to judge
            }
            ProgramVersion program = new ProgramVersion(rpcb.program(), rpcb.version(), "probed");
            try (RpcClient client =
                    new RpcClient(channel(netid, reachable(listed)), new SecureRandom()).within(PROBE)) {
                client.call(new Null(program));
                return true;
            } catch (RpcException e) {
                return !(e.reason() instanceof RpcException.NoAnswer);
            } catch (IOException e) {
                return false;
            }
        }

        private static ClientChannel channel(Netid netid, InetSocketAddress server) throws IOException {
            return netid.protocol() == Protocol.UDP
                    ? ClientChannelDatagram.udp(server, SourcePort.ANY, INTERVAL)
                    : ClientChannelStream.tcp(server, SourcePort.ANY, PROBE);
        }

        private static InetSocketAddress reachable(InetSocketAddress listed) throws IOException {
            if (!listed.getAddress().isAnyLocalAddress()) {
                return listed;
            }
            String loopback = listed.getAddress() instanceof Inet6Address ? "::1" : "127.0.0.1";
            return new InetSocketAddress(InetAddress.getByName(loopback), listed.getPort());
        }
    }
}
