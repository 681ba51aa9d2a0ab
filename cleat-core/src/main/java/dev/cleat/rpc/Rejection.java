package dev.cleat.rpc;

/** Why a message did not reach a procedure. */
public enum Rejection {
    /** Too short to be answered, or not a call: dropped. */
    NOT_A_CALL,
    RPC_MISMATCH,
    AUTH_ERROR,
    PROG_UNAVAIL,
    PROG_MISMATCH,
    PROC_UNAVAIL,
    GARBAGE_ARGS,
    /** The same call is being carried out already, or was: answered from the first one's results or dropped. */
    DUPLICATE
}
