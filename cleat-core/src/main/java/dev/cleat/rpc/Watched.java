package dev.cleat.rpc;

/** A call that another thread than the one that read it carries out, as {@link Workers} watch it. */
interface Watched extends Runnable {
    /** When it was handed over. */
    long since();

    /** It has waited for a thread for too long. Whether it can be answered for; it will not run then. */
    boolean expire();

    /** Answers for it, after {@link #expire}. */
    void answerExpired();

    /**
     * It runs for too long: answers for it if that is possible.
     *
     * @param mayReplace whether its thread and memory may be replaced
     * @return whether they are to be: not if it has just ended
     */
    boolean late(boolean mayReplace);

    /** Whether {@link #late} answered that it is replaced, once it has run. */
    boolean wasReplaced();

    /** How many late calls its back end has. */
    int lateAtBackEnd();
}
