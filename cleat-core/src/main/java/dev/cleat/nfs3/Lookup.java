package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** LOOKUP: find the entry of a directory (RFC 1813 §3.3.3). */
public record Lookup(Opaque directory, Name name) implements Request<Lookup.Result> {
    public static final Procedure<Lookup, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 3, "LOOKUP", Lookup::decode, Result::decode, Trait.IDEMPOTENT);

    static Lookup decode(XdrReader in) throws XdrException {
        return new Lookup(Nfs3.readHandle(in), Nfs3.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        Nfs3.writeName(out, name);
    }

    @Override
    public Procedure<Lookup, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            return status == Status.OK
                    ? new Ok(Nfs3.readHandle(in), Fattr.decodeOptional(in), Fattr.decodeOptional(in))
                    : new Failed(status, Fattr.decodeOptional(in));
        }
    }

    /**
     * @param attributes the object's
     * @param directory the directory's
     */
    public record Ok(
            Opaque object,
            @Nullable Attributes attributes,
            @Nullable Attributes directory) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            out.writeOpaque(object);
            Fattr.encodeOptional(out, attributes);
            Fattr.encodeOptional(out, directory);
        }
    }

    public record Failed(Status status, @Nullable Attributes directory) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            Fattr.encodeOptional(out, directory);
        }
    }
}
