package dev.cleat.rpc.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What the JDK does not say about addresses. */
final class Addresses {
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    /** What Debian lets a machine's own name mean. No interface lists it, but all of 127.0.0.0/8 is this machine. */
    private static final byte[] HOST_NAMES = {127, 0, 1, 1};

    private Addresses() {}

    /** The JDK's own choice would open 0.0.0.0 to IPv6 as well. */
    static ProtocolFamily familyOf(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    /**
     * The addresses of this machine that a wildcard address stands for: with 0.0.0.0 those of IPv4.
     *
     * @return a set of the caller's own
     */
    static Set<InetAddress> localLike(InetAddress wildcard) throws IOException {
        Set<InetAddress> found = new HashSet<>();
        if (LINUX) {
            found.add(InetAddress.getByAddress(HOST_NAMES));
        }
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isUp()) {
                for (InetAddress address : Collections.list(each.getInetAddresses())) {
                    if (wildcard instanceof Inet6Address || address instanceof Inet4Address) {
                        found.add(address);
                    }
                }
            }
        }
        return found;
    }
}
