package dev.cleat.rpc;

import dev.cleat.rpc.auth.AuthStatus;
import dev.cleat.xdr.XdrWriter;

/**
 * The heads of replies (RFC 5531 §9):
 *
 * <pre>
 *   xid  REPLY=1  accepted=0  verifier: flavor=0 length=0  accept_stat  [ low high | results ]
 *   xid  REPLY=1  denied=1    [ RPC_MISMATCH=0 low high | AUTH_ERROR=1 auth_stat ]
 * </pre>
 */
final class Answers {
    static final int RPC_VERSION = 2;
    static final int CALL = 0;
    private static final int REPLY = 1;
    private static final int ACCEPTED = 0;
    private static final int DENIED = 1;
    private static final int RPC_MISMATCH = 0;
    private static final int AUTH_ERROR = 1;

    private Answers() {}

    static void writeAccepted(XdrWriter out, int xid, AcceptStatus status) {
        out.writeInt(xid);
        out.writeInt(REPLY);
        out.writeInt(ACCEPTED);
        // AUTH_NONE with an empty body for both AUTH_NONE and AUTH_SYS: U-Boot looks at the length.
        out.writeLong(0);
        out.writeInt(status.number());
    }

    static void accept(Exchange exchange, int xid, AcceptStatus status) {
        XdrWriter out = exchange.open();
        writeAccepted(out, xid, status);
        exchange.send(out);
    }

    static void programMismatch(Exchange exchange, int xid, int low, int high) {
        XdrWriter out = exchange.open();
        writeAccepted(out, xid, AcceptStatus.PROG_MISMATCH);
        out.writeInt(low);
        out.writeInt(high);
        exchange.send(out);
    }

    static void rpcMismatch(Exchange exchange, int xid) {
        XdrWriter out = exchange.open();
        writeDenied(out, xid, RPC_MISMATCH);
        out.writeInt(RPC_VERSION);
        out.writeInt(RPC_VERSION);
        exchange.send(out);
    }

    static void deny(Exchange exchange, int xid, AuthStatus status) {
        XdrWriter out = exchange.open();
        writeDenied(out, xid, AUTH_ERROR);
        out.writeInt(status.number());
        exchange.send(out);
    }

    private static void writeDenied(XdrWriter out, int xid, int why) {
        out.writeInt(xid);
        out.writeInt(REPLY);
        out.writeInt(DENIED);
        out.writeInt(why);
    }
}
