package dev.cleat.rpc;

/** A call that may wait, which the thread that read it keeps until it knows whether it has anything else to do. */
public interface KeptCall {
    /** Carries it out on this thread. */
    void carryOutHere();

    /** Has it carried out elsewhere. */
    void passOn();
}
