package dev.cleat.rpc.bind;

import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.RpcCaller;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Program versions registered with the rpcbind of this machine, for as long as this is open. What a predecessor left behind
 * when it was killed is replaced; what another server answers for is left alone, and so it is at the end.
 *
 * <p>Used by one thread.
 */
public final class RpcbindRegistration implements Closeable {
    private final SystemRpcbind rpcbind;
    private final List<Rpcb> own = new ArrayList<>();

    private RpcbindRegistration(SystemRpcbind rpcbind) {
        this.rpcbind = rpcbind;
    }

    /**
     * A program version at an address of this machine.
     *
     * @param address the wildcard address where it listens on all
     */
    public record Entry(ProgramVersion program, Netid netid, InetSocketAddress address) {
        /** For all networks by which a program that is bound to this address is reached. */
        public static List<Entry> reaching(ProgramVersion program, InetSocketAddress bound) {
            return Netid.reaching(bound.getAddress()).stream()
                    .map(netid -> new Entry(program, netid, on(netid, bound)))
                    .toList();
        }

        private static InetSocketAddress on(Netid netid, InetSocketAddress bound) {
            return netid.carries(bound.getAddress())
                    ? bound
                    : Objects.requireNonNull(
                            UniversalAddress.parse("0.0.0.0." + UniversalAddress.portText(bound.getPort())));
        }

        private Rpcb rpcb() {
            String owner = System.getProperty("user.name", "");
            return new Rpcb(
                    program.program(), program.version(), netid.toString(), UniversalAddress.of(address), owner);
        }
    }

    /**
     * Registers all, or none.
     *
     * @throws IOException if there is no rpcbind, it refuses, or another server that answers has one of the entries; the
     *     message says which
     */
    public static RpcbindRegistration open(Collection<Entry> entries) throws IOException {
        return open(entries, new SystemRpcbind.Local());
    }

    static RpcbindRegistration open(Collection<Entry> entries, SystemRpcbind rpcbind) throws IOException {
        RpcbindRegistration registration = new RpcbindRegistration(rpcbind);
        try (SystemRpcbind.Connection connection = rpcbind.connect()) {
            List<Rpcb> before = new PortmapClient(connection.caller()).all();
            for (Entry entry : entries) {
                registration.register(connection.caller(), before, entry);
            }
            return registration;
        } catch (IOException e) {
            registration.close();
            throw e;
        }
    }

    private void register(RpcCaller caller, List<Rpcb> before, Entry entry) throws IOException {
        Rpcb wanted = entry.rpcb();
        if (own.stream().anyMatch(registered -> isSame(registered, wanted))) {
            return; // rpcbind keeps one address of each: the first
        }
        for (Rpcb known : before) {
            if (isSame(known, wanted) && !known.address().equals(wanted.address())) {
                replace(caller, known, entry);
            }
        }
        if (!caller.call(RpcbSet.PROCEDURE.in(Bind.V4), new RpcbSet(wanted)).accepted()) {
            throw new IOException(
                    "rpcbind does not take %s over %s".formatted(entry.program().name(), entry.netid()));
        }
        own.add(wanted);
    }

    private void replace(RpcCaller caller, Rpcb known, Entry entry) throws IOException {
        String what = "%s over %s, at %s".formatted(entry.program().name(), entry.netid(), known.address());
        if (rpcbind.answers(known)) {
            throw new IOException("another server has registered " + what);
        }
        if (!caller.call(RpcbUnset.PROCEDURE.in(Bind.V4), new RpcbUnset(known)).accepted()) {
            throw new IOException("rpcbind does not forget a server that is gone: " + what);
        }
    }

    private static boolean isSame(Rpcb one, Rpcb other) {
        return one.program() == other.program()
                && one.version() == other.version()
                && one.netid().equals(other.netid());
    }

    /** Takes back what is still registered as it was by this. An rpcbind that is gone has forgotten it already. */
    @Override
    public void close() {
        try (SystemRpcbind.Connection connection = rpcbind.connect()) {
            List<Rpcb> now = new PortmapClient(connection.caller()).all();
            for (Rpcb mine : own) {
                if (now.stream()
                        .anyMatch(
                                known -> isSame(known, mine) && known.address().equals(mine.address()))) {
                    connection.caller().call(RpcbUnset.PROCEDURE.in(Bind.V4), new RpcbUnset(mine));
                }
            }
        } catch (IOException gone) {
            // Nothing is left to take back.
        } finally {
            own.clear();
        }
    }
}
