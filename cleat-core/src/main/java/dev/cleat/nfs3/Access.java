package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Attributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * ACCESS: what the caller may do with an object (RFC 1813 §3.3.4).
 *
 * @param access the rights that are asked about, or-ed
 */
public record Access(Opaque object, int access) implements Request<Access.Result> {
    public static final Procedure<Access, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 4, "ACCESS", Access::decode, Result::decode, Trait.IDEMPOTENT);

    /** To read a file or list a directory. */
    public static final int READ = 0x01;
    /** To look up a name in a directory. */
    public static final int LOOKUP = 0x02;
    /** To overwrite a file's data or change a directory's entries. */
    public static final int MODIFY = 0x04;
    /** To make a file longer or add entries to a directory. */
    public static final int EXTEND = 0x08;
    /** To remove entries of a directory. */
    public static final int DELETE = 0x10;
    /** To run a file. */
    public static final int EXECUTE = 0x20;

    static Access decode(XdrReader in) throws XdrException {
        return new Access(Nfs3.readHandle(in), in.readInt());
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(object);
        out.writeInt(access);
    }

    @Override
    public Procedure<Access, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Attributes attributes = Fattr.decodeOptional(in);
            return status == Status.OK ? new Ok(attributes, in.readInt()) : new Failed(status, attributes);
        }
    }

    /**
     * @param access those of the rights asked about that the caller has
     */
    public record Ok(@Nullable Attributes attributes, int access) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encodeOptional(out, attributes);
            out.writeInt(access);
        }
    }

    public record Failed(Status status, @Nullable Attributes attributes) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            Fattr.encodeOptional(out, attributes);
        }
    }
}
