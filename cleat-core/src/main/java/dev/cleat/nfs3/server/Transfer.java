package dev.cleat.nfs3.server;

import dev.cleat.rpc.Call;

/** How much one call may carry, in bytes. */
final class Transfer {
    private static final int STREAM = 1 << 20;

    /** A datagram holds 64 KiB with all headers. */
    private static final int DATAGRAM = 32 << 10;

    /** Longer listings only delay the first entry. */
    private static final int LISTING = 256 << 10;

    private Transfer() {}

    static int maxOf(Call call) {
        return switch (call.protocol()) {
            case TCP, IN_PROCESS -> STREAM;
            case UDP -> DATAGRAM;
        };
    }

    static int maxListingOf(Call call) {
        return Math.min(maxOf(call), LISTING);
    }
}
