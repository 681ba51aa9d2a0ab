package dev.cleat.rpc;

/** How a message came. */
public enum Protocol {
    TCP,
    UDP,
    IN_PROCESS
}
