package dev.cleat.rpc.bind;

import dev.cleat.rpc.AcceptStatus;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.RpcCaller;
import dev.cleat.rpc.RpcException;
import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Asks a port mapper where programs listen: by version 2 for IPv4, which all have, and by versions 4 and 3 for IPv6. */
public final class PortmapClient {
    private final RpcCaller client;

    /**
     * @param client calls the port mapper
     */
    public PortmapClient(RpcCaller client) {
        this.client = client;
    }

    /**
     * The port of exactly this program version, or 0.
     *
     * @throws IOException if the port mapper cannot be asked
     */
    public int port(ProgramVersion sought, Netid netid) throws IOException {
        if (!netid.isIpv6()) {
            Mapping mapping = new Mapping(sought.program(), sought.version(), netid.number());
            return client.call(new PmapGetPort(mapping)).port();
        }
        Rpcb rpcb = new Rpcb(sought.program(), sought.version(), netid.toString(), "", "");
        InetSocketAddress address = UniversalAddress.parse(
                newest(RpcbGetAddr.PROCEDURE, new RpcbGetAddr(rpcb)).address());
        return address == null ? 0 : address.getPort();
    }

    /** All that is registered, on all networks as far as the port mapper knows them. */
    public List<Rpcb> all() throws IOException {
        try {
            return newest(RpcbDump.PROCEDURE, new RpcbDump()).registrations();
        } catch (RpcException e) {
            if (!isTooOld(e)) {
                throw e;
            }
        }
        return mappings().stream().map(PortmapClient::rpcb).toList();
    }

    /** What is registered for IPv4. */
    public List<Mapping> mappings() throws IOException {
        return client.call(new PmapDump()).mappings();
    }

    private <R extends XdrEncodable> R newest(Procedure<?, R> procedure, Request<R> request) throws IOException {
        try {
            return client.call(procedure.in(Bind.V4), request);
        } catch (RpcException e) {
            if (!isTooOld(e)) {
                throw e;
            }
        }
        return client.call(procedure.in(Bind.V3), request);
    }

    private static boolean isTooOld(RpcException e) {
        return switch (e.reason()) {
            case RpcException.ProgramMismatch mismatch -> true;
            case RpcException.Unaccepted(AcceptStatus status) ->
                status == AcceptStatus.PROC_UNAVAIL || status == AcceptStatus.PROG_UNAVAIL;
            case RpcException.Denied denied -> false;
            case RpcException.NoAnswer silence -> false;
            case RpcException.RpcMismatch mismatch -> false;
        };
    }

    private static Rpcb rpcb(Mapping mapping) {
        Netid netid = Netid.numbered(mapping.protocol());
        String name = netid == null ? Integer.toUnsignedString(mapping.protocol()) : netid.toString();
        String address = "0.0.0.0." + UniversalAddress.portText(mapping.port());
        return new Rpcb(mapping.program(), mapping.version(), name, address, "");
    }
}
