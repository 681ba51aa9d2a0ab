package dev.cleat.rpc.bind;

import dev.cleat.xdr.Opaque;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * An address as Linux lays it out, whatever this machine: what a {@link Netbuf} holds. Nothing but the family is in the
 * machine's byte order.
 *
 * <pre>
 *   sockaddr_in    family 2 | port 2 | address 4 | zero 8
 *   sockaddr_in6   family 2 | port 2 | flow 4 | address 16 | scope 4
 * </pre>
 */
final class Sockaddr {
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final int IPV4_BYTES = 16;
    private static final int IPV6_BYTES = 28;

    private Sockaddr() {}

    static Opaque of(InetSocketAddress address) {
        byte[] host = address.getAddress().getAddress();
        boolean ipv6 = host.length == 16;
        ByteBuffer bytes = ByteBuffer.allocate(ipv6 ? IPV6_BYTES : IPV4_BYTES);
        bytes.order(ByteOrder.nativeOrder()).putShort(ipv6 ? AF_INET6 : AF_INET);
        bytes.order(ByteOrder.BIG_ENDIAN).putShort((short) address.getPort());
        bytes.position(ipv6 ? 8 : 4).put(host);
        return Opaque.of(bytes.clear());
    }

    /** The address in these bytes, or null where there is none. */
    static @Nullable InetSocketAddress parse(Opaque bytes) {
        ByteBuffer in = bytes.buffer();
        if (in.remaining() != IPV4_BYTES && in.remaining() != IPV6_BYTES) {
            return null;
        }
        boolean ipv6 = in.remaining() == IPV6_BYTES;
        short family = in.order(ByteOrder.nativeOrder()).getShort();
        int port = Short.toUnsignedInt(in.order(ByteOrder.BIG_ENDIAN).getShort());
        if (family != (ipv6 ? AF_INET6 : AF_INET)) {
            return null;
        }
        byte[] host = new byte[ipv6 ? 16 : 4];
        in.position(ipv6 ? 8 : 4).get(host);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for other lengths
        }
    }
}
