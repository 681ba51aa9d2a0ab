package dev.cleat.cli;

import dev.cleat.server.ClientFilter;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets in the superuser and one other user of this machine: whoever started a server that does everything as that user. The
 * owner of a port of UDP is remembered for a second, in a table that is emptied when it is full.
 */
final class SingleUser implements ClientFilter {
    private static final int REMEMBERED = 256;
    private static final long NANOS = 1_000_000_000L;

    private final SocketOwners owners;
    private final int user;
    private final LongSupplier clock;
    private final ConcurrentHashMap<InetSocketAddress, Decision> decisions = new ConcurrentHashMap<>();

    private record Decision(boolean admitted, long until) {}

    /**
     * @param user unsigned
     * @param nanos tells the time as {@link System#nanoTime} does
     */
    SingleUser(SocketOwners owners, int user, LongSupplier nanos) {
        this.owners = owners;
        this.user = user;
        this.clock = nanos;
    }

    @Override
    public boolean admits(InetSocketAddress client, InetSocketAddress local, boolean tcp) {
        if (!client.getAddress().isLoopbackAddress()) {
            return false;
        }
        if (!owners.known()) {
            return true; // the system does not tell; loopback is all there is to go by
        }
        return tcp ? isOurs(owners.ofConnection(client, local)) : admitsDatagram(client);
    }

    private boolean admitsDatagram(InetSocketAddress client) {
        long now = clock.getAsLong();
        Decision known = decisions.get(client);
        if (known == null || known.until - now < 0) {
            known = new Decision(isOurs(owners.ofDatagrams(client)), now + NANOS);
            if (decisions.size() >= REMEMBERED) {
                decisions.clear();
            }
            decisions.put(client, known);
        }
        return known.admitted;
    }

    private boolean isOurs(OptionalInt owner) {
        return owner.isPresent() && (owner.getAsInt() == 0 || owner.getAsInt() == user);
    }
}
