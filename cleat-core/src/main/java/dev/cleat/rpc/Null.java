package dev.cleat.rpc;

import dev.cleat.xdr.XdrWriter;

/** Procedure 0, which every program has: nothing in, nothing out. */
public record Null(ProgramVersion version) implements Request<Nothing> {

    public static Procedure<Null, Nothing> of(ProgramVersion version) {
        Null call = new Null(version);
        return Procedure.of(version, 0, "NULL", in -> call, Nothing::decode, Trait.IDEMPOTENT);
    }

    static Row<Null, Nothing> row(ProgramVersion version) {
        return new Row<>(
                of(version),
                (arguments, call) -> Nothing.NOTHING,
                (arguments, call, cause) -> Nothing.NOTHING,
                arguments -> Placement.EVENT_THREAD);
    }

    @Override
    public Procedure<Null, Nothing> procedure() {
        return of(version);
    }

    @Override
    public void encode(XdrWriter out) {}
}
