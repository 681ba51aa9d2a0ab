package dev.cleat.server;

import dev.cleat.export.ClientRule;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.rpc.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server is set up. Never changes: start with {@link #DEFAULT} or a preset, and go on with the {@code with} methods.
 *
 * @param addresses where it serves
 * @param port of NFS; 0 means any that is free
 * @param mountPort of MOUNT; null for that of NFS, 0 means any that is free
 * @param portmap how clients find the ports
 * @param protocols TCP, UDP or both
 * @param rules of exports that have none of their own
 * @param limits what clients and back ends may take
 * @param patience after this long a call that its back end does not return from is answered "try again later" (JUKEBOX, RFC 1813
 *     §2.6), where the protocol has a word for it; null for never. See docs/decisions/0009
 * @param grace how long {@link NfsServer#close} waits for calls under way
 */
public record ServerOptions(
        List<InetAddress> addresses,
        int port,
        @Nullable Integer mountPort,
        PortmapMode portmap,
        Set<Protocol> protocols,
        ExportOptions rules,
        ServerLimits limits,
        @Nullable Duration patience,
        Duration grace) {

    /** The port that clients try first. */
    public static final int PORT = 2049;

    /** At port 2049 of loopback, over TCP and UDP, without a portmapper, for this machine's clients. */
    public static final ServerOptions DEFAULT = new ServerOptions(
            List.of(InetAddress.getLoopbackAddress()),
            PORT,
            null,
            new PortmapMode.Off(),
            EnumSet.of(Protocol.TCP, Protocol.UDP),
            ExportOptions.DEFAULT,
            ServerLimits.DEFAULT,
            // A disk that was asleep answers sooner.
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));

    public ServerOptions {
        addresses = List.copyOf(addresses);
        protocols = Set.copyOf(protocols);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a server needs an address");
        }
        if (protocols.isEmpty() || protocols.contains(Protocol.IN_PROCESS)) {
            throw new IllegalArgumentException("a server is reached by TCP, UDP or both, not by " + protocols);
        }
        checkPort(port);
        if (mountPort != null) {
            checkPort(mountPort);
        }
        if (patience != null && (patience.isZero() || patience.isNegative())) {
            throw new IllegalArgumentException("no patience: " + patience);
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("no grace: " + grace);
        }
    }

    /**
     * For a drive on the user's own machine: any free port of loopback, over TCP, in little memory. The mount command names
     * the port ({@link NfsServer#port}). Everybody on this machine can reach it: see {@link NfsServer.Builder#admission}.
     */
    public static ServerOptions loopbackDesktop() {
        return DEFAULT.withPort(0).withProtocols(Protocol.TCP).withLimits(ServerLimits.SMALL);
    }

    /** For giving files to a local network: read-only, every caller anonymous, found through the portmapper. */
    public static ServerOptions readOnlyLan() {
        return lan(ExportOptions.DEFAULT.withReadOnly(true).withSquash(Squash.ALL));
    }

    /**
     * For sharing files in a local network, whose clients are believed what they say of their users; found through the
     * portmapper.
     */
    public static ServerOptions sharedLan() {
        return lan(ExportOptions.DEFAULT);
    }

    /** At all addresses; clients from private networks and this machine. */
    private static ServerOptions lan(ExportOptions rules) {
        List<ClientRule> clients = new ArrayList<>(ClientRule.privateNetworks());
        clients.add(new ClientRule.Loopback());
        return DEFAULT.withAddresses(new InetSocketAddress(0).getAddress())
                .withPortmap(new PortmapMode.Auto())
                .withRules(rules.withClients(clients));
    }

    public ServerOptions withAddresses(InetAddress... where) {
        return new ServerOptions(List.of(where), port, mountPort, portmap, protocols, rules, limits, patience, grace);
    }

    public ServerOptions withPort(int nfs) {
        return new ServerOptions(addresses, nfs, mountPort, portmap, protocols, rules, limits, patience, grace);
    }

    public ServerOptions withMountPort(@Nullable Integer mount) {
        return new ServerOptions(addresses, port, mount, portmap, protocols, rules, limits, patience, grace);
    }

    public ServerOptions withPortmap(PortmapMode mode) {
        return new ServerOptions(addresses, port, mountPort, mode, protocols, rules, limits, patience, grace);
    }

    public ServerOptions withProtocols(Protocol... some) {
        return new ServerOptions(addresses, port, mountPort, portmap, Set.of(some), rules, limits, patience, grace);
    }

    public ServerOptions withRules(ExportOptions of) {
        return new ServerOptions(addresses, port, mountPort, portmap, protocols, of, limits, patience, grace);
    }

    public ServerOptions withLimits(ServerLimits bounds) {
        return new ServerOptions(addresses, port, mountPort, portmap, protocols, rules, bounds, patience, grace);
    }

    public ServerOptions withPatience(@Nullable Duration time) {
        return new ServerOptions(addresses, port, mountPort, portmap, protocols, rules, limits, time, grace);
    }

    public ServerOptions withGrace(Duration time) {
        return new ServerOptions(addresses, port, mountPort, portmap, protocols, rules, limits, patience, time);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }
}
