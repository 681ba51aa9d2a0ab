package dev.cleat.rpc;

import dev.cleat.xdr.XdrException;

/** What became of a call that was not denied (RFC 5531 §9, accept_stat). */
public enum AcceptStatus {
    SUCCESS(0),
    PROG_UNAVAIL(1),
    PROG_MISMATCH(2),
    PROC_UNAVAIL(3),
    GARBAGE_ARGS(4),
    SYSTEM_ERR(5);

    private final int number;

    AcceptStatus(int number) {
        this.number = number;
    }

    /** On the wire. */
    public int number() {
        return number;
    }

    static AcceptStatus of(int number) throws XdrException {
        for (AcceptStatus status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        throw new XdrException("no accept_stat: " + number);
    }
}
