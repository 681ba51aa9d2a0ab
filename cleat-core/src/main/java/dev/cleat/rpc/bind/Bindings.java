package dev.cleat.rpc.bind;

import dev.cleat.rpc.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Which program version listens at which port: what a port mapper answers from. Changes are seen by the next call.
 *
 * <p>Everything is guarded by this object; nothing is called while it is held.
 */
public final class Bindings {
    /** How many programs on this machine can register: more would be an attack. */
    private static final int MAX_REGISTERED = 1000;

    private final TreeMap<Key, Binding> bindings =
            new TreeMap<>(Comparator.comparing(Key::program, Integer::compareUnsigned)
                    .thenComparing(Key::version, Integer::compareUnsigned)
                    .thenComparing(Key::netid));
    private int registered;

    private record Key(int program, int version, Netid netid) {}

    /**
     * A program version at a port.
     *
     * @param program unsigned
     * @param version unsigned
     * @param registered whether another process told us by SET, and may take it back
     */
    public record Binding(int program, int version, Netid netid, int port, boolean registered) {}

    /** None yet. */
    public Bindings() {}

    /** Adds a program version on one network, or moves it to another port. */
    public synchronized void add(int program, int version, Netid netid, int port) {
        put(new Binding(program, version, netid, port, false));
    }

    /** Adds a program version on IPv4 and IPv6. */
    public synchronized void add(int program, int version, Protocol protocol, int port) {
        for (Netid netid : Netid.values()) {
            if (netid.protocol() == protocol) {
                add(program, version, netid, port);
            }
        }
    }

    /** Removes a program version from all networks, whoever added it. */
    public synchronized void remove(int program, int version) {
        for (Netid netid : Netid.values()) {
            drop(new Key(program, version, netid));
        }
    }

    /** The port of exactly this program version on this network, or 0. */
    public synchronized int port(int program, int version, Netid netid) {
        Binding binding = bindings.get(new Key(program, version, netid));
        return binding == null ? 0 : binding.port;
    }

    /** In the order of programs, versions and networks. */
    public synchronized List<Binding> all() {
        return List.copyOf(bindings.values());
    }

    /** For another process on this machine: only where nobody is yet. */
    synchronized boolean register(int program, int version, Collection<Netid> netids, int port) {
        boolean free = netids.stream().noneMatch(netid -> bindings.containsKey(new Key(program, version, netid)));
        if (!free || netids.isEmpty() || port <= 0 || port > 0xFFFF || registered + netids.size() > MAX_REGISTERED) {
            return false;
        }
        netids.forEach(netid -> put(new Binding(program, version, netid, port, true)));
        return true;
    }

    /** For another process on this machine: only what came by {@link #register}. Whether there was anything. */
    synchronized boolean unregister(int program, int version, Collection<Netid> netids) {
        List<Key> theirs = new ArrayList<>();
        for (Netid netid : netids) {
            Binding binding = bindings.get(new Key(program, version, netid));
            if (binding != null && binding.registered) {
                theirs.add(new Key(program, version, netid));
            }
        }
        theirs.forEach(this::drop);
        return !theirs.isEmpty();
    }

    private void put(Binding binding) {
        Key key = new Key(binding.program, binding.version, binding.netid);
        drop(key);
        bindings.put(key, binding);
        registered += binding.registered ? 1 : 0;
    }

    private void drop(Key key) {
        Binding old = bindings.remove(key);
        registered -= old != null && old.registered ? 1 : 0;
    }
}
