package dev.cleat.server;

/** How clients that ask a portmapper find the server (RFC 1833). */
public sealed interface PortmapMode {
    /** Not at all: they must be told the ports. */
    record Off() implements PortmapMode {}

    /**
     * By a portmapper of our own.
     *
     * @param port 0 means any that is free
     */
    record Own(int port) implements PortmapMode {}

    /** By our own at port 111 where that is free and allowed; else by the one that holds it, if it takes us; else not at all. */
    record Auto() implements PortmapMode {}
}
