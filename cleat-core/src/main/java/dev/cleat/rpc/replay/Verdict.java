package dev.cleat.rpc.replay;

import dev.cleat.xdr.Opaque;

/** What a call is to the calls before it. */
public sealed interface Verdict permits Entry, Verdict.Done, Verdict.Running {
    /**
     * It was carried out before.
     *
     * @param results of that time, to be sent again
     */
    record Done(Opaque results) implements Verdict {}

    /**
     * It is being carried out.
     *
     * @param first the call that is
     */
    record Running(Entry first) implements Verdict {}
}
