package dev.cleat.rpc.bind;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port as text (RFC 5665 §5.2.3): the host, a dot, the port's high byte, a dot, its low byte.
 *
 * <pre>
 *   127.0.0.1.8.1      127.0.0.1, port 2049
 *   ::1.8.1            ::1, port 2049
 * </pre>
 */
public final class UniversalAddress {
    private static final String BYTE = "(0|[1-9][0-9]{0,2})";
    private static final Pattern SHAPE =
            Pattern.compile("((?:%1$s\\.){3}%1$s|[0-9a-fA-F:]{2,39})\\.%1$s\\.%1$s".formatted(BYTE));

    private UniversalAddress() {}

    /** The address with this text, or null where the text is not exactly one. */
    public static @Nullable InetSocketAddress parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int high = Integer.parseInt(matcher.group(matcher.groupCount() - 1));
        int low = Integer.parseInt(matcher.group(matcher.groupCount()));
        InetAddress host = host(matcher.group(1));
        return high > 255 || low > 255 || host == null ? null : new InetSocketAddress(host, high << 8 | low);
    }

    /** Never asks a resolver: whatever has the shape is taken for numbers, or refused. */
    private static @Nullable InetAddress host(String numbers) {
        boolean ipv6 = numbers.indexOf(':') >= 0;
        if (!ipv6 && numbers.indexOf('.') < 0) {
            return null;
        }
        try {
            InetAddress host = InetAddress.getByName(numbers);
            return host instanceof Inet6Address == ipv6 ? host : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The text of an address that is resolved. */
    public static String of(InetSocketAddress address) {
        return hostText(address.getAddress()) + "." + portText(address.getPort());
    }

    /** The part of the text that is a port. */
    static String portText(int port) {
        return (port >>> 8) + "." + (port & 0xFF);
    }

    private static String hostText(InetAddress host) {
        return switch (host) {
            case Inet4Address ipv4 -> ipv4.getHostAddress();
            case InetAddress ipv6 -> hostText(ipv6.getAddress());
        };
    }

    /** As RFC 5952 wants it: the longest run of two zeroes and more is left out. */
    private static String hostText(byte[] ipv6) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (ipv6[2 * i] & 0xFF) << 8 | (ipv6[2 * i + 1] & 0xFF);
        }
        int start = 0;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        return length == 1 ? joined(groups, 0, 8) : joined(groups, 0, start) + "::" + joined(groups, start + length, 8);
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
