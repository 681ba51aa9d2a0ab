package dev.cleat.cli;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Tells which user of this machine has the socket at the other end, as Linux lists them in {@code /proc/net}: the loopback
 * address keeps out other machines, but not other users.
 */
final class SocketOwners {
    /** Fields of a line: number, local address, remote address, state, queues, timer, retransmissions, user. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int USER = 7;

    private final Path tables;

    /**
     * @param tables {@code /proc/net}
     */
    SocketOwners(Path tables) {
        this.tables = tables;
    }

    /** Whether this system tells. */
    boolean known() {
        return Files.isReadable(tables.resolve("tcp"));
    }

    /** The user at the other end of a TCP connection; empty where there is no such socket. */
    OptionalInt ofConnection(InetSocketAddress client, InetSocketAddress server) {
        return find(List.of("tcp", "tcp6"), fields -> isAt(fields[LOCAL], client) && isAt(fields[REMOTE], server));
    }

    /** The user of the UDP socket at this port; empty where there is none. */
    OptionalInt ofDatagrams(InetSocketAddress client) {
        String port = ":" + hex(client.getPort(), 4);
        return find(List.of("udp", "udp6"), fields -> fields[LOCAL].endsWith(port));
    }

    private interface Match {
        boolean test(String[] fields);
    }

    private OptionalInt find(List<String> names, Match match) {
        for (String name : names) {
            OptionalInt user = findIn(tables.resolve(name), match);
            if (user.isPresent()) {
                return user;
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt findIn(Path table, Match match) {
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > USER && match.test(fields))
                    .mapToInt(fields -> Integer.parseUnsignedInt(fields[USER]))
                    .findFirst();
        } catch (IOException e) {
            return OptionalInt.empty(); // a machine without IPv6 has no such table
        }
    }

    /** Addresses are written as words in the order of the machine; an IPv4 one may stand in the table of IPv6. */
    private static boolean isAt(String field, InetSocketAddress address) {
        String port = ":" + hex(address.getPort(), 4);
        if (!field.endsWith(port)) {
            return false;
        }
        String words = words(address.getAddress().getAddress());
        String host = field.substring(0, field.length() - port.length());
        boolean mapped = address.getAddress() instanceof Inet4Address
                && host.equals(words(new byte[8]) + words(new byte[] {0, 0, -1, -1}) + words);
        return host.equals(words) || mapped;
    }

    private static String words(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        StringBuilder words = new StringBuilder();
        while (bytes.hasRemaining()) {
            words.append(hex(bytes.getInt(), 8));
        }
        return words.toString();
    }

    private static String hex(int number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "X", number);
    }
}
