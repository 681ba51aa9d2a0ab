package dev.cleat.nfs3.server;

import dev.cleat.rpc.Call;

/** How much one call may carry, in bytes. */
final class Transfer {
    private static final int STREAM = 1 << 20;

    /** A datagram holds 64 KiB with all headers. */
    private static final int DATAGRAM = 32 << 10;

    /** Longer listings only delay the first entry. */
    private static final int LISTING = 256 << 10;

    /** What stands around the data of a WRITE, at most. */
    private static final int HEADERS = 1024;

    /** Clients like pages. */
    private static final int GRAIN = 4096;

    private Transfer() {}

    static int maxOf(Call call) {
        return switch (call.protocol()) {
            case TCP, IN_PROCESS -> Math.min(STREAM, (call.maxMessage() - HEADERS) & -GRAIN);
            case UDP -> DATAGRAM;
        };
    }

    static int maxListingOf(Call call) {
        return Math.min(maxOf(call), LISTING);
    }
}
