package dev.cleat.rpc.transport;

import dev.cleat.rpc.Protocol;
import java.net.InetSocketAddress;

/** Decides who may talk to the server at all: about each TCP connection once, about datagrams whenever one comes. */
@FunctionalInterface
public interface Admission {
    /** Anybody; what a client may do is for the programs to say. */
    Admission ANYBODY = (client, local, protocol) -> true;

    /** Called on event threads: it must be quick, and must not throw. */
    boolean admits(InetSocketAddress client, InetSocketAddress local, Protocol protocol);
}
