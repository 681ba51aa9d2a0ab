package dev.cleat.rpc.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleat.rpc.Null;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcException;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.bind.PortmapService.Registration;
import dev.cleat.rpc.transport.ClientChannelInProcess;
import dev.cleat.rpc.transport.InProcess;
import dev.cleat.xdr.BufferPool;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortmapServiceTest {
    private static final int NFS = 100003;
    private static final int CALLED = 100005;
    private static final int TCP = Netid.TCP_NUMBER;
    private static final int UDP = Netid.UDP_NUMBER;

    private final Workers workers =
            new Workers(2, 100, 100, Thread.ofPlatform().daemon().factory());
    private final Bindings bindings = new Bindings();
    private Instant now = Instant.ofEpochSecond(1_700_000_000);
    private final RpcClient client = from("127.0.0.1", Registration.LOOPBACK);

    private RpcClient from(String host, Registration registration) {
        PortmapService service = new PortmapService(bindings, registration, Set.of(CALLED), () -> now);
        RpcServer server =
                RpcServer.builder(workers).services(service.services()).build();
        InProcess calls = new InProcess(server, new InetSocketAddress(host, 50_000), BufferPool.HEAP);
        return new RpcClient(new ClientChannelInProcess(calls), new Random(1));
    }

    @BeforeEach
    void bindPrograms() {
        bindings.add(NFS, 3, Protocol.TCP, 2049);
        bindings.add(CALLED, 1, Protocol.UDP, 635);
        bindings.add(CALLED, 3, Netid.UDP, 635);
    }

    @AfterEach
    void endThreads() {
        workers.close();
    }

    private int port(int program, int version, int protocol) throws IOException {
        return client.call(new PmapGetPort(new Mapping(program, version, protocol)))
                .port();
    }

    private String address(int program, int version, String netid) throws IOException {
        return client.call(new RpcbGetAddr(rpcb(program, version, netid, ""))).address();
    }

    private static Rpcb rpcb(int program, int version, String netid, String address) {
        return new Rpcb(program, version, netid, address, "somebody");
    }

    @Test
    void everyVersionAnswersNull() throws IOException {
        client.call(new Null(Bind.V2));
        client.call(new Null(Bind.V3));
        client.call(new Null(Bind.V4));
    }

    @ParameterizedTest
    @CsvSource({
        "100003, 3, 6, 2049",
        "100003, 3, 17, 0",
        "100003, 2, 6, 0",
        "100003, 4, 6, 0",
        "100003, 3, 0, 0",
        "100003, 3, 7, 0",
        "100005, 1, 17, 635",
        "100005, 2, 17, 0",
        "100005, 3, 17, 635",
        "0, 0, 0, 0",
        "-1, -1, -1, 0"
    })
    void portsAreFoundByAllThreeNumbersOrNotAtAll(int program, int version, int protocol, int port) throws IOException {
        assertThat(port(program, version, protocol)).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "100003, 3, tcp, 127.0.0.1.8.1",
        "100003, 3, '', 127.0.0.1.8.1",
        "100003, 3, udp, ''",
        "100003, 3, tcp6, ''",
        "100003, 3, TCP, ''",
        "100003, 4, tcp, ''",
        "100005, 3, udp, 127.0.0.1.2.123",
        "100005, 3, local, ''"
    })
    void addressesAreThoseThatTheCallerCanReach(int program, int version, String netid, String address)
            throws IOException {
        assertThat(address(program, version, netid)).isEqualTo(address);
        Rpcb sought = rpcb(program, version, netid, "");
        assertThat(client.call(RpcbGetAddr.PROCEDURE.in(Bind.V4), new RpcbGetAddr(sought))
                        .address())
                .isEqualTo(address);
        assertThat(client.call(RpcbGetAddr.OF_THIS_VERSION, new RpcbGetAddr(sought))
                        .address())
                .isEqualTo(address);
    }

    @Test
    void changesAreSeenByTheNextCall() throws IOException {
        bindings.add(NFS, 3, Protocol.TCP, 2050);
        assertThat(port(NFS, 3, TCP)).isEqualTo(2050);
        bindings.remove(NFS, 3);
        assertThat(port(NFS, 3, TCP)).isZero();
    }

    @Test
    void portMappersListShowsIpv4() throws IOException {
        assertThat(client.call(new PmapDump()).mappings())
                .containsExactly(
                        new Mapping(NFS, 3, TCP, 2049),
                        new Mapping(CALLED, 1, UDP, 635),
                        new Mapping(CALLED, 3, UDP, 635));
    }

    @Test
    void rpcbindsListShowsAllNetworks() throws IOException {
        assertThat(client.call(new RpcbDump()).registrations())
                .extracting(Rpcb::netid, Rpcb::address, Rpcb::owner)
                .containsExactly(
                        tuple("tcp", "0.0.0.0.8.1", "superuser"),
                        tuple("tcp6", "::.8.1", "superuser"),
                        tuple("udp", "0.0.0.0.2.123", "superuser"),
                        tuple("udp6", "::.2.123", "superuser"),
                        tuple("udp", "0.0.0.0.2.123", "superuser"));
    }

    @Test
    void addressListHasTheCallersNetworksAlone() throws IOException {
        assertThat(client.call(new RpcbGetAddrList(rpcb(NFS, 3, "", ""))).entries())
                .containsExactly(new RpcbGetAddrList.Entry("127.0.0.1.8.1", "tcp", 3, "inet", "tcp"));
    }

    @Test
    void programsOfThisMachineMayRegister() throws IOException {
        Mapping mapping = new Mapping(300_000, 1, TCP, 4000);
        assertThat(client.call(new PmapSet(mapping)).accepted()).isTrue();
        assertThat(client.call(new PmapSet(mapping)).accepted()).isFalse();
        assertThat(port(300_000, 1, TCP)).isEqualTo(4000);
        assertThat(client.call(new PmapUnset(new Mapping(300_000, 1, 99))).accepted())
                .isTrue();
        assertThat(client.call(new PmapUnset(mapping)).accepted()).isFalse();
        assertThat(port(300_000, 1, TCP)).isZero();
    }

    @Test
    void programsOfThisMachineMayRegisterByAddress() throws IOException {
        assertThat(client.call(new RpcbSet(rpcb(300_000, 1, "udp6", "::1.15.160")))
                        .accepted())
                .isTrue();
        assertThat(client.call(new RpcbSet(rpcb(300_000, 1, "udp", "127.0.0.1.15.161")))
                        .accepted())
                .isTrue();
        assertThat(bindings.port(300_000, 1, Netid.UDP6)).isEqualTo(4000);
        assertThat(client.call(new RpcbUnset(rpcb(300_000, 1, "udp6", ""))).accepted())
                .isTrue();
        assertThat(bindings.port(300_000, 1, Netid.UDP6)).isZero();
        assertThat(client.call(new RpcbUnset(rpcb(300_000, 1, "", ""))).accepted())
                .isTrue();
        assertThat(bindings.port(300_000, 1, Netid.UDP)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"udp, ::1.15.160", "tcp6, 127.0.0.1.8.1", "tcp, 127.0.0.1", "tcp, 127.0.0.1.0.0", "sctp, 127.0.0.1.8.1"
    })
    void nonsenseIsNotRegistered(String netid, String address) throws IOException {
        assertThat(client.call(new RpcbSet(rpcb(300_000, 1, netid, address))).accepted())
                .isFalse();
    }

    @Test
    void portsOutOfRangeAreNotRegistered() throws IOException {
        for (int port : new int[] {0, -1, 65_536}) {
            assertThat(client.call(new PmapSet(new Mapping(300_000, 1, TCP, port)))
                            .accepted())
                    .isFalse();
        }
    }

    @Test
    void nobodyTakesBackWhatTheServerBound() throws IOException {
        assertThat(client.call(new PmapUnset(new Mapping(NFS, 3, TCP))).accepted())
                .isFalse();
        assertThat(client.call(new RpcbUnset(rpcb(NFS, 3, "", ""))).accepted()).isFalse();
        assertThat(client.call(new PmapSet(new Mapping(NFS, 3, TCP, 4000))).accepted())
                .isFalse();
        assertThat(port(NFS, 3, TCP)).isEqualTo(2049);
    }

    @Test
    void strangersMayNotRegister() throws IOException {
        RpcClient stranger = from("192.0.2.1", Registration.LOOPBACK);
        assertThat(stranger.call(new PmapSet(new Mapping(300_000, 1, TCP, 4000)))
                        .accepted())
                .isFalse();
        assertThat(stranger.call(new RpcbSet(rpcb(300_000, 1, "tcp", "127.0.0.1.8.1")))
                        .accepted())
                .isFalse();
        client.call(new PmapSet(new Mapping(300_000, 1, TCP, 4000)));
        assertThat(stranger.call(new PmapUnset(new Mapping(300_000, 1, TCP))).accepted())
                .isFalse();
        assertThat(stranger.call(new RpcbUnset(rpcb(300_000, 1, "", ""))).accepted())
                .isFalse();
    }

    @Test
    void nobodyMayRegisterWhereThatIsClosed() throws IOException {
        RpcClient closed = from("127.0.0.1", Registration.CLOSED);
        assertThat(closed.call(new PmapSet(new Mapping(300_000, 1, TCP, 4000))).accepted())
                .isFalse();
    }

    @Test
    void registrationsAreBounded() throws IOException {
        for (int i = 0; i < 1500; i++) {
            client.call(new PmapSet(new Mapping(300_000 + i, 1, TCP, 4000)));
        }
        assertThat(bindings.all()).hasSize(1000 + 5);
        client.call(new PmapUnset(new Mapping(300_000, 1, TCP)));
        assertThat(client.call(new PmapSet(new Mapping(300_000, 2, TCP, 4000))).accepted())
                .isTrue();
    }

    @Test
    void broadcastsForNullAreAnswered() throws IOException {
        assertThat(client.call(new PmapCallIt(CALLED, 1, 0, Opaque.EMPTY)))
                .isEqualTo(new PmapCallIt.Result(635, Opaque.EMPTY));
        RpcbCallIt.Result expected = new RpcbCallIt.Result("127.0.0.1.2.123", Opaque.EMPTY);
        assertThat(client.call(new RpcbCallIt(CALLED, 1, 0, Opaque.EMPTY))).isEqualTo(expected);
        assertThat(client.call(RpcbCallIt.BROADCAST, new RpcbCallIt(CALLED, 1, 0, Opaque.EMPTY)))
                .isEqualTo(expected);
    }

    @Test
    void allOtherIndirectCallsGetNoAnswer() {
        for (PmapCallIt call : List.of(
                new PmapCallIt(CALLED, 1, 1, Opaque.EMPTY),
                new PmapCallIt(CALLED, 2, 0, Opaque.EMPTY),
                new PmapCallIt(NFS, 3, 0, Opaque.EMPTY),
                new PmapCallIt(Bind.PROGRAM, 2, 5, Opaque.EMPTY))) {
            assertThatExceptionOfType(RpcException.class).as(call.toString()).isThrownBy(() -> client.call(call));
        }
    }

    @Test
    void indirectCallsAreRare() throws IOException {
        PmapCallIt call = new PmapCallIt(CALLED, 1, 0, Opaque.EMPTY);
        for (int i = 0; i < 20; i++) {
            client.call(call);
        }
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> client.call(call));
        now = now.plusMillis(100);
        client.call(call);
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> client.call(call));
    }

    @Test
    void clockAndAddressFormatsAreTold() throws IOException {
        assertThat(client.call(new RpcbGetTime()).seconds()).isEqualTo(1_700_000_000);
        Netbuf netbuf = client.call(new RpcbUaddr2Taddr("127.0.0.1.8.1"));
        assertThat(netbuf.maxLength()).isEqualTo(16);
        assertThat(client.call(new RpcbTaddr2Uaddr(netbuf)).address()).isEqualTo("127.0.0.1.8.1");
        assertThat(client.call(new RpcbUaddr2Taddr("nonsense"))).isEqualTo(new Netbuf(0, Opaque.EMPTY));
        assertThat(client.call(new RpcbTaddr2Uaddr(new Netbuf(0, Opaque.EMPTY))).address())
                .isEmpty();
    }
}
