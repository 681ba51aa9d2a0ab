package dev.cleat.rpc.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.bind.PortmapService.Registration;
import dev.cleat.rpc.bind.RpcbindRegistration.Entry;
import dev.cleat.rpc.transport.ClientChannelInProcess;
import dev.cleat.rpc.transport.InProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RpcbindRegistrationTest {
    private static final ProgramVersion NFS = new ProgramVersion(100003, 3, "nfs3");

    private final Workers workers =
            new Workers(1, 100, 100, Thread.ofPlatform().daemon().factory());
    private final Bindings bindings = new Bindings();
    private final Set<String> alive = new HashSet<>();
    private final SystemRpcbind rpcbind = new OfTest();
    private boolean gone;

    /** Our own port mapper in the part of the system's. */
    private final class OfTest implements SystemRpcbind {
        private final RpcServer server = RpcServer.builder(workers)
                .services(new PortmapService(bindings, Registration.LOOPBACK, Set.of(), InstantSource.system())
                        .services())
                .build();

        @Override
        public Connection connect() throws IOException {
            if (gone) {
                throw new IOException("gone");
            }
            RpcClient client = new RpcClient(new ClientChannelInProcess(new InProcess(server)), new Random(1));
            return new Connection(client, client);
        }

        @Override
        public boolean answers(Rpcb rpcb) {
            return alive.contains(rpcb.netid() + " " + rpcb.address());
        }
    }

    @AfterEach
    void endThreads() {
        workers.close();
    }

    private static List<Entry> onAllNetworks(int port) throws UnknownHostException {
        return Entry.reaching(NFS, new InetSocketAddress(InetAddress.getByAddress(new byte[16]), port));
    }

    private List<Integer> ports() {
        return Arrays.stream(Netid.values())
                .map(netid -> bindings.port(NFS.program(), NFS.version(), netid))
                .toList();
    }

    private void registeredByAnother(int port) {
        for (Netid netid : Netid.values()) {
            bindings.register(NFS.program(), NFS.version(), List.of(netid), port);
        }
    }

    @Test
    void allNetworksAreCoveredUntilClosed() throws IOException {
        try (RpcbindRegistration registration = RpcbindRegistration.open(onAllNetworks(2049), rpcbind)) {
            assertThat(registration).isNotNull();
            assertThat(ports()).containsExactly(2049, 2049, 2049, 2049);
        }
        assertThat(bindings.all()).isEmpty();
    }

    @Test
    void addressesAreThoseThatProgramsAreBoundTo() throws IOException {
        assertThat(onAllNetworks(2049))
                .extracting(Entry::netid, entry -> entry.address().getAddress().getHostAddress())
                .containsExactly(
                        tuple(Netid.UDP, "0.0.0.0"),
                        tuple(Netid.TCP, "0.0.0.0"),
                        tuple(Netid.UDP6, "0:0:0:0:0:0:0:0"),
                        tuple(Netid.TCP6, "0:0:0:0:0:0:0:0"));
        InetSocketAddress one = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 2049);
        assertThat(Entry.reaching(NFS, one))
                .containsExactly(new Entry(NFS, Netid.UDP, one), new Entry(NFS, Netid.TCP, one));
    }

    @Test
    void ofSeveralAddressesTheFirstIsRegistered() throws IOException {
        List<Entry> twice = Stream.concat(onAllNetworks(2049).stream(), onAllNetworks(2050).stream())
                .toList();
        try (RpcbindRegistration registration = RpcbindRegistration.open(twice, rpcbind)) {
            assertThat(registration).isNotNull();
            assertThat(ports()).containsExactly(2049, 2049, 2049, 2049);
        }
    }

    @Test
    void deadPredecessorsAreReplaced() throws IOException {
        registeredByAnother(999);
        RpcbindRegistration.open(onAllNetworks(2049), rpcbind).close();
        assertThat(bindings.all()).isEmpty();
    }

    @Test
    void livingServersAreLeftAloneAndNothingOfOursStays() {
        registeredByAnother(999);
        alive.add("tcp6 ::.3.231");
        assertThatIOException()
                .isThrownBy(() -> RpcbindRegistration.open(onAllNetworks(2049), rpcbind))
                .withMessage("another server has registered nfs3 over tcp6, at ::.3.231");
        assertThat(bindings.port(NFS.program(), NFS.version(), Netid.TCP6)).isEqualTo(999);
        assertThat(ports()).doesNotContain(2049);
    }

    @Test
    void refusalsAreReported() {
        bindings.add(NFS.program(), NFS.version(), Protocol.TCP, 999); // not by SET: it cannot be unset
        assertThatIOException()
                .isThrownBy(() -> RpcbindRegistration.open(onAllNetworks(2049), rpcbind))
                .withMessageContaining("rpcbind does not forget a server that is gone: nfs3 over tcp");
    }

    @Test
    void closingTakesBackOnlyWhatIsStillOurs() throws IOException {
        RpcbindRegistration registration = RpcbindRegistration.open(onAllNetworks(2049), rpcbind);
        bindings.unregister(NFS.program(), NFS.version(), List.of(Netid.TCP));
        bindings.register(NFS.program(), NFS.version(), List.of(Netid.TCP), 4000);
        registration.close();
        assertThat(bindings.all())
                .extracting(Bindings.Binding::netid, Bindings.Binding::port)
                .containsExactly(tuple(Netid.TCP, 4000));
    }

    @Test
    void rpcbindMayBeGoneAtTheEnd() throws IOException {
        RpcbindRegistration registration = RpcbindRegistration.open(onAllNetworks(2049), rpcbind);
        gone = true;
        registration.close();
        assertThat(ports()).containsExactly(2049, 2049, 2049, 2049);
    }
}
