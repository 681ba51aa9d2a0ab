package dev.cleat.bench.load;

/**
 * A server to be called, on this machine.
 *
 * @param port of NFS
 * @param mountPort of MOUNT, over TCP
 * @param export the path to mount
 * @param uid whom the calls claim to come from; the group has the same number
 */
public record Target(int port, int mountPort, String export, int uid) {}
