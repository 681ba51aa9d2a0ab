package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcException;
import dev.cleat.rpc.bind.Mapping;
import dev.cleat.rpc.bind.Netid;
import dev.cleat.rpc.bind.PortmapClient;
import dev.cleat.rpc.bind.Rpcb;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a port mapper, or a program whether it is there; its lists look like those of the classic {@code rpcinfo}. */
@Command(
        name = "rpcinfo",
        description = "Shows what is registered with a host's port mapper, or whether a program answers.")
final class RpcInfo extends Remote {
    @Option(names = "-p", description = "Ask by version 2 of the port mapper, which all have.")
    private boolean portmapper;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where PROGRAM listens, instead of asking the port mapper.")
    private int port;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PROGRAM",
            converter = ProgramNames.class,
            defaultValue = "0",
            description = "A name such as nfs, or a number: call its procedure 0.")
    private int program;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "VERSION",
            defaultValue = "-1",
            description = "Of PROGRAM; all that it has unless given.")
    private int version;

    @Override
    int ask(InetAddress address, PrintWriter out) throws IOException {
        NfsClient.Builder builder = client(address);
        if (port != 0) {
            builder.port(program, port);
        }
        try (NfsClient client = builder.build()) {
            if (program != 0) {
                return ping(client, versions(client, address), out);
            }
            if (portmapper) {
                mappings(client, out);
            } else {
                registrations(client, out);
            }
            return 0;
        } finally {
            out.flush();
        }
    }

    private static void mappings(NfsClient client, PrintWriter out) throws IOException {
        List<Mapping> all = new PortmapClient(client).mappings();
        out.println("   program vers proto   port  service");
        for (Mapping mapping : all) {
            Netid netid = Netid.numbered(mapping.protocol());
            out.println("%10s %4s %5s %6s  %s"
                    .formatted(
                            Integer.toUnsignedString(mapping.program()),
                            Integer.toUnsignedString(mapping.version()),
                            netid == null ? Integer.toUnsignedString(mapping.protocol()) : netid,
                            Integer.toUnsignedString(mapping.port()),
                            ProgramNames.of(mapping.program())));
        }
    }

    private static void registrations(NfsClient client, PrintWriter out) throws IOException {
        List<Rpcb> all = new PortmapClient(client).all();
        out.println("   program version netid     address                service    owner");
        for (Rpcb rpcb : all) {
            out.println("%10s %4s    %-9s %-22s %-10s %s"
                    .formatted(
                            Integer.toUnsignedString(rpcb.program()),
                            Integer.toUnsignedString(rpcb.version()),
                            Printable.of(rpcb.netid()),
                            Printable.of(rpcb.address()),
                            ProgramNames.of(rpcb.program()),
                            Printable.of(rpcb.owner())));
        }
    }

    /** As given; else as the port mapper knows them; else, for a port that was given, as the program itself says. */
    private List<Integer> versions(NfsClient client, InetAddress address) throws IOException {
        if (version >= 0) {
            return List.of(version);
        }
        return port == 0 ? versionsRegistered(address) : versionsOfProgram(client);
    }

    /** Always over TCP: by UDP, port mappers that fear forgers cut their lists short. */
    private List<Integer> versionsRegistered(InetAddress address) throws IOException {
        String netid = Netid.of(udp ? Protocol.UDP : Protocol.TCP, address).toString();
        try (NfsClient whole = client(address, Protocol.TCP).build()) {
            return new PortmapClient(whole)
                    .all().stream()
                            .filter(rpcb ->
                                    rpcb.program() == program && rpcb.netid().equals(netid))
                            .map(Rpcb::version)
                            .sorted(Integer::compareUnsigned)
                            .toList();
        }
    }

    /** Version 0 is nobody's: the refusal names those that there are. */
    private List<Integer> versionsOfProgram(NfsClient client) throws IOException {
        try {
            client.call(new Null(new ProgramVersion(program, 0, ProgramNames.of(program))));
            return List.of(0);
        } catch (RpcException e) {
            if (e.reason() instanceof RpcException.ProgramMismatch(int low, int high) && low >= 0 && high - low < 100) {
                return IntStream.rangeClosed(low, high).boxed().toList();
            }
            throw e;
        }
    }

    private int ping(NfsClient client, List<Integer> versions, PrintWriter out) throws IOException {
        if (versions.isEmpty()) {
            throw new IOException("program %s is not registered".formatted(Integer.toUnsignedString(program)));
        }
        int status = 0;
        for (int each : versions) {
            String line = "program %s version %s "
                    .formatted(Integer.toUnsignedString(program), Integer.toUnsignedString(each));
            try {
                client.call(new Null(new ProgramVersion(program, each, ProgramNames.of(program))));
                out.println(line + "ready and waiting");
            } catch (RpcException e) {
                out.println(line + "is not available: " + Printable.of(e.reason()));
                status = FAILED;
            }
        }
        return status;
    }
}
