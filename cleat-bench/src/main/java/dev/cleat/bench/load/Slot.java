package dev.cleat.bench.load;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** One of the calls that a connection keeps under way, and the workload's place in it. For the connection's thread alone. */
final class Slot {
    static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    final int number;
    /** The record mark and the call; a transport of datagrams leaves the mark out. */
    final ByteBuffer call = ByteBuffer.allocateDirect(1024);
    /** Sent behind the call. */
    ByteBuffer payload = NOTHING;

    Op op = Op.NULL;
    int xid;
    boolean waiting;
    long queuedAt;
    long sentAt;

    // What the answer is held against.
    int file;
    long offset;
    int length;
    int stage;
    long serial;

    // What the answer said.
    int type;
    int mode;
    long size;
    long fileId;
    Handle handle = Handle.NONE;
    int bytes;
    int entries;

    // A listing on its way.
    long cookie;
    long cookieVerifier;
    boolean end = true;
    final BitSet seen = new BitSet();

    Slot(int number) {
        this.number = number;
    }
}
