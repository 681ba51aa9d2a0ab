package dev.cleat.export;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Which clients may come in. */
public sealed interface ClientRule {
    boolean matches(InetAddress client);

    /** Any client. */
    record Any() implements ClientRule {
        @Override
        public boolean matches(InetAddress client) {
            return true;
        }

        @Override
        public String toString() {
            return "*";
        }
    }

    /** Clients of this machine. */
    record Loopback() implements ClientRule {
        @Override
        public boolean matches(InetAddress client) {
            return client.isLoopbackAddress();
        }

        @Override
        public String toString() {
            return "loopback";
        }
    }

    /**
     * A network, or one address.
     *
     * @param prefix how many leading bits count
     */
    record Network(InetAddress address, int prefix) implements ClientRule {
        public Network {
            if (prefix < 0 || prefix > address.getAddress().length * 8) {
                throw new IllegalArgumentException("no prefix of " + address.getHostAddress() + ": " + prefix);
            }
        }

        @Override
        public boolean matches(InetAddress client) {
            byte[] ours = address.getAddress();
            byte[] theirs = client.getAddress();
            int whole = prefix / 8;
            int mask = 0xFF00 >> (prefix % 8);
            return ours.length == theirs.length
                    && Arrays.equals(ours, 0, whole, theirs, 0, whole)
                    && (prefix % 8 == 0 || ((ours[whole] ^ theirs[whole]) & mask & 0xFF) == 0);
        }

        @Override
        public String toString() {
            return address.getHostAddress() + "/" + prefix;
        }
    }

    /** A host by its name, asked of the resolver, and kept by the JVM for as long as its policy says. */
    record Host(String name) implements ClientRule {
        @Override
        public boolean matches(InetAddress client) {
            try {
                return Arrays.asList(InetAddress.getAllByName(name)).contains(client);
            } catch (UnknownHostException e) {
                return false; // a name that means nobody lets nobody in
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The networks that no router of the Internet forwards from: RFC 1918, RFC 3927, RFC 4193 and RFC 4291 §2.5.6. */
    static List<ClientRule> privateNetworks() {
        return List.of(
                parse("10.0.0.0/8"),
                parse("172.16.0.0/12"),
                parse("192.168.0.0/16"),
                parse("169.254.0.0/16"),
                parse("fc00::/7"),
                parse("fe80::/10"));
    }

    /**
     * Reads {@code *}, {@code loopback}, an address, {@code address/prefix}, or a host's name.
     *
     * @throws IllegalArgumentException with a text for the user
     */
    static ClientRule parse(String text) {
        if (text.equals("*")) {
            return new Any();
        }
        if (text.equals("loopback")) {
            return new Loopback();
        }
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        if (!literal) {
            if (slash >= 0 || !host.matches("[A-Za-z0-9]([A-Za-z0-9._-]*)")) {
                throw new IllegalArgumentException("no client: " + text + " (an address, address/prefix, name or *)");
            }
            return new Host(host);
        }
        if (host.indexOf(':') < 0 && !host.matches("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+")) {
            throw new IllegalArgumentException("no client: " + text + " (an IPv4 address has four numbers)");
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            int bits = address.getAddress().length * 8;
            return new Network(address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("no client: " + text + " (an address, address/prefix, name or *)", e);
        }
    }
}
