package dev.cleat.client;

import dev.cleat.nfs3.FsInfo;
import dev.cleat.rpc.Protocol;

/**
 * How much is asked for at a time: what the server likes, within what is reasonable.
 *
 * @param readBytes of a READ
 * @param writeBytes of a WRITE
 * @param listBytes of a page of a directory
 */
record Transfer(int readBytes, int writeBytes, int listBytes) {
    private static final int LEAST = 512;
    private static final int MOST = 1 << 20;
    /** Of a datagram, 64 KiB, some is headers; and every fragment that is lost costs all of it. */
    private static final int MOST_BY_UDP = 32 << 10;
    /** Servers that prefer less for a page have file systems in mind that are long gone. */
    private static final int LEAST_PAGE = 8 << 10;

    static Transfer of(FsInfo.Ok info, Protocol protocol) {
        int most = switch (protocol) {
            case UDP -> MOST_BY_UDP;
            case TCP, IN_PROCESS -> MOST;
        };
        return new Transfer(
                Math.clamp(preferred(info.readPreferred(), info.readMax()), LEAST, most),
                Math.clamp(preferred(info.writePreferred(), info.writeMax()), LEAST, most),
                Math.clamp(info.listPreferred(), LEAST_PAGE, MOST_BY_UDP));
    }

    /** Servers leave out one or the other. */
    private static int preferred(int preferred, int most) {
        return preferred == 0 ? most : Math.min(preferred, Math.max(most, LEAST));
    }
}
