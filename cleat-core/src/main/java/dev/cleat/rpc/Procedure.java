package dev.cleat.rpc;

import dev.cleat.xdr.XdrDecoder;
import dev.cleat.xdr.XdrEncodable;
import java.util.Set;

/**
 * What there is to know about a procedure, on either side of the wire. Nothing else knows its number.
 *
 * @param name as the RFC writes it, such as {@code GETATTR}
 * @param arguments reads a call
 * @param results reads an answer
 */
public record Procedure<A extends Request<R>, R extends XdrEncodable>(
        ProgramVersion version,
        int number,
        String name,
        XdrDecoder<A> arguments,
        XdrDecoder<R> results,
        Set<Trait> traits) {

    public static <A extends Request<R>, R extends XdrEncodable> Procedure<A, R> of(
            ProgramVersion version,
            int number,
            String name,
            XdrDecoder<A> arguments,
            XdrDecoder<R> results,
            Trait... traits) {
        return new Procedure<>(version, number, name, arguments, results, Set.of(traits));
    }

    /** The same procedure of another version of its program that did not change it. */
    public Procedure<A, R> in(ProgramVersion other) {
        return new Procedure<>(other, number, name, arguments, results, traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    @Override
    public String toString() {
        return version.name() + "." + name;
    }
}
