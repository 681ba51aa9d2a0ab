package dev.cleat.rpc.bind;

import dev.cleat.rpc.ProgramVersion;

/** The program that says which other program listens where (RFC 1833): its versions and its place. */
public final class Bind {
    public static final int PROGRAM = 100000;

    /** Where everybody looks for it, over TCP and UDP. */
    public static final int PORT = 111;

    /** The port mapper: IPv4 only (RFC 1833 §3). */
    public static final ProgramVersion V2 = new ProgramVersion(PROGRAM, 2, "portmap2");

    public static final ProgramVersion V3 = new ProgramVersion(PROGRAM, 3, "rpcbind3");
    public static final ProgramVersion V4 = new ProgramVersion(PROGRAM, 4, "rpcbind4");

    /** The longest network identifier, address or owner that is read, in bytes; the RFC has no bound. */
    static final int TEXT_BYTES = 1024;

    private Bind() {}
}
