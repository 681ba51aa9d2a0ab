package dev.cleat.cli;

import dev.cleat.mount.Mount;
import dev.cleat.rpc.bind.Bindings;
import dev.cleat.rpc.bind.Netid;
import dev.cleat.rpc.bind.PortmapListener;
import dev.cleat.rpc.bind.PortmapService.Registration;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code cleat portmap}: a port mapper for any NFS server that lacks one. */
@Command(
        name = "portmap",
        description = {
            "Tells clients where an NFS server listens, for a server that does not do so itself.",
            "Windows asks nobody but port 111."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class Portmap implements Callable<Integer> {
    private static final int NFS = 100003;
    private static final System.Logger LOG = System.getLogger("dev.cleat.portmap");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1",
            description = "Address to answer at (default ${DEFAULT-VALUE}).")
    private String bind = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "111",
            description = "Port to answer at, by TCP and UDP (default ${DEFAULT-VALUE}; 0 = any).")
    private int port;

    @Option(names = "--nfs", paramLabel = "N", description = "Port of NFS.")
    private @Nullable Integer nfs;

    @Option(names = "--mount", paramLabel = "N", description = "Port of MOUNT (default: that of NFS).")
    private @Nullable Integer mount;

    @Option(
            names = "--vers",
            paramLabel = "V",
            split = ",",
            defaultValue = "3",
            description = "Versions of NFS that the server has: 2, 3 or 2,3 (default ${DEFAULT-VALUE}).")
    private List<Integer> versions = List.of();

    @Option(
            names = "--proto",
            paramLabel = "P",
            split = ",",
            defaultValue = "tcp",
            description = "How it is reached: tcp, udp or tcp,udp (default ${DEFAULT-VALUE}).")
    private List<String> protocols = List.of();

    @Option(
            names = "--program",
            paramLabel = "NUMBER,VERSION,PROTO,PORT",
            converter = LineConverter.class,
            description = "Any other program, or one of these otherwise (repeatable).")
    private List<Line> programs = List.of();

    @Option(names = "--registration", description = "Programs of this machine may register themselves.")
    private boolean registration;

    /** A program version at a port, over one protocol. */
    record Line(int program, int version, String protocol, int port) {}

    /** Four fields with commas between them. */
    static final class LineConverter implements ITypeConverter<Line> {
        @Override
        public Line convert(String value) {
            String[] fields = value.split(",", -1);
            if (fields.length != 4) {
                throw new TypeConversionException("\"" + value + "\" is not NUMBER,VERSION,PROTO,PORT");
            }
            int program = new ProgramNames().convert(fields[0]);
            try {
                return new Line(program, Integer.parseUnsignedInt(fields[1]), fields[2], Integer.parseInt(fields[3]));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("\"" + value + "\" is not NUMBER,VERSION,PROTO,PORT");
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        try (EndRequest end = new EndRequest()) {
            answerUntil(end);
            end.done();
        }
        return ExitCode.OK;
    }

    private void answerUntil(EndRequest end) throws InterruptedException {
        try (PortmapListener listener = open()) {
            PrintWriter out = command().commandLine().getOut();
            out.println("ready portmap=" + listener.port());
            out.flush();
            end.await();
        }
    }

    PortmapListener open() {
        InetAddress address = address();
        try {
            return PortmapListener.builder(bindings(address instanceof Inet6Address))
                    .bind(address)
                    .port(checked("--port", port, 0))
                    .called(Set.of(Mount.PROGRAM))
                    .registration(registration ? Registration.LOOPBACK : Registration.CLOSED)
                    .notices(line -> LOG.log(System.Logger.Level.WARNING, line))
                    .open();
        } catch (IOException e) {
            throw wrong(bind + ": " + BusyPort.explained(Platform.current(), e));
        }
    }

    private Bindings bindings(boolean ipv6) {
        if (nfs == null && mount == null && programs.isEmpty() && !registration) {
            throw wrong("nothing to tell: say where the server listens, such as --nfs 2049");
        }
        Bindings bindings = new Bindings();
        for (String protocol : protocols) {
            Netid netid = netid(protocol, ipv6);
            for (int version : versions) {
                add(bindings, netid, version);
            }
        }
        for (Line line : programs) {
            bindings.add(
                    line.program(), line.version(), netid(line.protocol(), ipv6), checked("--program", line.port(), 1));
        }
        return bindings;
    }

    /** MOUNT's version goes with that of NFS: 1 and 2 with 2, 3 with 3. */
    private void add(Bindings bindings, Netid netid, int version) {
        if (version != 2 && version != 3) {
            throw wrong("--vers takes 2, 3 or 2,3, not " + version);
        }
        if (nfs != null) {
            bindings.add(NFS, version, netid, checked("--nfs", nfs, 1));
        }
        Integer where = mount != null ? mount : nfs;
        if (where != null) {
            for (int mounts : version == 2 ? new int[] {1, 2} : new int[] {3}) {
                bindings.add(Mount.PROGRAM, mounts, netid, checked("--mount", where, 1));
            }
        }
    }

    private Netid netid(String protocol, boolean ipv6) {
        return switch (protocol) {
            case "tcp" -> ipv6 ? Netid.TCP6 : Netid.TCP;
            case "udp" -> ipv6 ? Netid.UDP6 : Netid.UDP;
            default -> throw wrong("a protocol is tcp or udp, not " + protocol);
        };
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw wrong("no address: " + bind);
        }
    }

    private int checked(String option, int number, int least) {
        if (number < least || number > 0xFFFF) {
            throw wrong(option + " takes a port from " + least + " to 65535, not " + number);
        }
        return number;
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private ParameterException wrong(String line) {
        return new ParameterException(command().commandLine(), line);
    }
}
