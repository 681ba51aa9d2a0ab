package dev.cleat.rpc.bind;

import dev.cleat.rpc.Call;
import dev.cleat.rpc.DroppedException;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.SmallAnswers;
import dev.cleat.rpc.bind.Bindings.Binding;
import dev.cleat.rpc.bind.PortmapService.Registration;
import dev.cleat.xdr.Opaque;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rpcbind does (RFC 1833 §2.2). The address of a program is the one that the call came to, with the program's port. */
final class RpcbHandlers {
    private static final int DATAGRAMS = 1;
    private static final int CONNECTION_WITH_RELEASE = 3;
    private static final RpcbGetAddr.Result NO_ADDRESS = new RpcbGetAddr.Result("");
    private static final Netbuf NO_NETBUF = new Netbuf(0, Opaque.EMPTY);

    private final Bindings bindings;
    private final Registration registration;
    private final Indirect indirect;
    private final InstantSource clock;

    RpcbHandlers(Bindings bindings, Registration registration, Indirect indirect, InstantSource clock) {
        this.bindings = bindings;
        this.registration = registration;
        this.indirect = indirect;
        this.clock = clock;
    }

    List<Row<?, ?>> rowsOfVersion3() {
        return List.of(
                PortmapService.row(RpcbSet.PROCEDURE, this::set, new Accepted(false)),
                PortmapService.row(RpcbUnset.PROCEDURE, this::unset, new Accepted(false)),
                PortmapService.row(RpcbGetAddr.PROCEDURE, this::getAddr, NO_ADDRESS),
                PortmapService.row(RpcbDump.PROCEDURE, this::dump, new RpcbDump.Result(List.of())),
                PortmapService.row(RpcbCallIt.PROCEDURE, this::callIt, new RpcbCallIt.Result("", Opaque.EMPTY)),
                PortmapService.row(RpcbGetTime.PROCEDURE, this::getTime, new RpcbGetTime.Result(0)),
                PortmapService.row(RpcbUaddr2Taddr.PROCEDURE, this::netbuf, NO_NETBUF),
                PortmapService.row(RpcbTaddr2Uaddr.PROCEDURE, this::universal, NO_ADDRESS));
    }

    List<Row<?, ?>> rowsOfVersion4() {
        Stream<Row<?, ?>> shared = rowsOfVersion3().stream()
                .filter(row -> row.procedure().number() != RpcbCallIt.PROCEDURE.number())
                .map(row -> row.in(Bind.V4));
        Stream<Row<?, ?>> more = Stream.of(
                PortmapService.row(RpcbCallIt.BROADCAST, this::callIt, new RpcbCallIt.Result("", Opaque.EMPTY)),
                PortmapService.row(RpcbGetAddr.OF_THIS_VERSION, this::getAddr, NO_ADDRESS),
                PortmapService.row(RpcbGetAddrList.PROCEDURE, this::list, new RpcbGetAddrList.Result(List.of())));
        return Stream.concat(shared, more).toList();
    }

    private Accepted set(RpcbSet arguments, Call call) {
        Rpcb wanted = arguments.rpcb();
        Netid netid = Netid.named(wanted.netid());
        InetSocketAddress address = UniversalAddress.parse(wanted.address());
        return new Accepted(PortmapService.mayRegister(registration, call)
                && netid != null
                && address != null
                && netid.carries(address.getAddress())
                && bindings.register(wanted.program(), wanted.version(), List.of(netid), address.getPort()));
    }

    private Accepted unset(RpcbUnset arguments, Call call) {
        Rpcb unwanted = arguments.rpcb();
        return new Accepted(PortmapService.mayRegister(registration, call)
                && bindings.unregister(unwanted.program(), unwanted.version(), networks(unwanted.netid())));
    }

    private static Set<Netid> networks(String name) {
        Netid netid = Netid.named(name);
        if (netid != null) {
            return EnumSet.of(netid);
        }
        return name.isEmpty() ? EnumSet.allOf(Netid.class) : EnumSet.noneOf(Netid.class);
    }

    private RpcbGetAddr.Result getAddr(RpcbGetAddr arguments, Call call) {
        Rpcb sought = arguments.rpcb();
        // The RFC has the asker's own network count, whatever is named; but askers mean what they name.
        Netid netid = sought.netid().isEmpty()
                ? Netid.of(call.protocol(), call.local().getAddress())
                : Netid.named(sought.netid());
        return new RpcbGetAddr.Result(netid == null ? "" : address(sought.program(), sought.version(), netid, call));
    }

    /** Empty where the program version is not there, or not within this caller's reach. */
    private String address(int program, int version, Netid netid, Call call) {
        InetAddress here = call.local().getAddress();
        int port = bindings.port(program, version, netid);
        return port == 0 || !netid.carries(here) ? "" : UniversalAddress.of(new InetSocketAddress(here, port));
    }

    private RpcbDump.Result dump(RpcbDump arguments, Call call) {
        List<Rpcb> listed = bindings.all().stream().map(RpcbHandlers::rpcb).toList();
        return new RpcbDump.Result(SmallAnswers.fitting(listed, call));
    }

    /** Listed with no particular address, since the asker may be anywhere. */
    private static Rpcb rpcb(Binding binding) {
        String host = binding.netid().isIpv6() ? "::" : "0.0.0.0";
        String address = host + "." + UniversalAddress.portText(binding.port());
        String owner = binding.registered() ? "unknown" : "superuser";
        return new Rpcb(binding.program(), binding.version(), binding.netid().toString(), address, owner);
    }

    private RpcbCallIt.Result callIt(RpcbCallIt arguments, Call call) throws DroppedException {
        Netid netid = Netid.of(Protocol.UDP, call.local().getAddress());
        int port = indirect.port(arguments.program(), arguments.version(), arguments.number(), netid);
        InetSocketAddress address = new InetSocketAddress(call.local().getAddress(), port);
        return new RpcbCallIt.Result(UniversalAddress.of(address), indirect.results());
    }

    private RpcbGetTime.Result getTime(RpcbGetTime arguments, Call call) {
        return new RpcbGetTime.Result((int) clock.instant().getEpochSecond());
    }

    private Netbuf netbuf(RpcbUaddr2Taddr arguments, Call call) {
        InetSocketAddress address = UniversalAddress.parse(arguments.address());
        if (address == null) {
            return NO_NETBUF;
        }
        Opaque bytes = Sockaddr.of(address);
        return new Netbuf(bytes.length(), bytes);
    }

    private RpcbGetAddr.Result universal(RpcbTaddr2Uaddr arguments, Call call) {
        @Nullable InetSocketAddress address = Sockaddr.parse(arguments.address().address());
        return address == null ? NO_ADDRESS : new RpcbGetAddr.Result(UniversalAddress.of(address));
    }

    private RpcbGetAddrList.Result list(RpcbGetAddrList arguments, Call call) {
        Rpcb sought = arguments.rpcb();
        return new RpcbGetAddrList.Result(Arrays.stream(Netid.values())
                .filter(netid -> !address(sought.program(), sought.version(), netid, call)
                        .isEmpty())
                .map(netid -> entry(address(sought.program(), sought.version(), netid, call), netid))
                .toList());
    }

    private static RpcbGetAddrList.Entry entry(String address, Netid netid) {
        boolean tcp = netid.protocol() == Protocol.TCP;
        return new RpcbGetAddrList.Entry(
                address,
                netid.toString(),
                tcp ? CONNECTION_WITH_RELEASE : DATAGRAMS,
                netid.isIpv6() ? "inet6" : "inet",
                tcp ? "tcp" : "udp");
    }
}
