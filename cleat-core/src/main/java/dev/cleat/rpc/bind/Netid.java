package dev.cleat.rpc.bind;

import dev.cleat.rpc.Protocol;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The networks that programs are reached by, as RFC 5665 §5.1 names them. */
public enum Netid {
    UDP(Protocol.UDP, false),
    TCP(Protocol.TCP, false),
    UDP6(Protocol.UDP, true),
    TCP6(Protocol.TCP, true);

    /** What port mappers call TCP: its number within IP. */
    public static final int TCP_NUMBER = 6;

    /** What port mappers call UDP: its number within IP. */
    public static final int UDP_NUMBER = 17;

    private final Protocol protocol;
    private final boolean ipv6;

    Netid(Protocol protocol, boolean ipv6) {
        this.protocol = protocol;
        this.ipv6 = ipv6;
    }

    public Protocol protocol() {
        return protocol;
    }

    public boolean isIpv6() {
        return ipv6;
    }

    /** What port mappers call the protocol. */
    public int number() {
        return protocol == Protocol.TCP ? TCP_NUMBER : UDP_NUMBER;
    }

    /** Whether addresses of this network look like that one. */
    public boolean carries(InetAddress address) {
        return address instanceof Inet6Address == ipv6;
    }

    /** The networks by which clients reach a program that is bound to this address: to {@code ::}, by all. */
    public static Set<Netid> reaching(InetAddress bound) {
        boolean both = bound instanceof Inet6Address && bound.isAnyLocalAddress();
        Set<Netid> reaching = EnumSet.allOf(Netid.class);
        reaching.removeIf(netid -> !both && !netid.carries(bound));
        return reaching;
    }

    /** The network with this name, or null. */
    public static @Nullable Netid named(String name) {
        for (Netid netid : values()) {
            if (netid.toString().equals(name)) {
                return netid;
            }
        }
        return null;
    }

    /** The IPv4 network that port mappers give this number, or null. */
    public static @Nullable Netid numbered(int number) {
        return switch (number) {
            case TCP_NUMBER -> TCP;
            case UDP_NUMBER -> UDP;
            default -> null;
        };
    }

    /** The network by which calls come to this address. */
    public static Netid of(Protocol protocol, InetAddress address) {
        boolean ipv6 = address instanceof Inet6Address;
        return switch (protocol) {
            case UDP -> ipv6 ? UDP6 : UDP;
            case TCP, IN_PROCESS -> ipv6 ? TCP6 : TCP;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
