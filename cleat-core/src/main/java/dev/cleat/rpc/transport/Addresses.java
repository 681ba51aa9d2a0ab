package dev.cleat.rpc.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;

/** What the JDK does not say about addresses. */
final class Addresses {
    private Addresses() {}

    /** The JDK's own choice would open 0.0.0.0 to IPv6 as well. */
    static ProtocolFamily familyOf(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }
}
