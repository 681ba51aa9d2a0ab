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

/** PATHCONF: what a file system can keep (RFC 1813 §3.3.20). */
public record PathConf(Opaque object) implements Request<PathConf.Result> {
    public static final Procedure<PathConf, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 20, "PATHCONF", PathConf::decode, Result::decode, Trait.IDEMPOTENT);

    static PathConf decode(XdrReader in) throws XdrException {
        return new PathConf(Nfs3.readHandle(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(object);
    }

    @Override
    public Procedure<PathConf, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Attributes attributes = Fattr.decodeOptional(in);
            return status == Status.OK ? Ok.decode(in, attributes) : new Failed(status, attributes);
        }
    }

    /**
     * @param maxLinks names of one object, unsigned
     * @param maxNameLength in bytes, unsigned
     * @param noTruncation longer names are refused, not cut
     * @param chownRestricted only the superuser may give objects away
     * @param caseInsensitive "a" and "A" are the same name
     * @param casePreserving a name is listed as it was given
     */
    public record Ok(
            @Nullable Attributes attributes,
            int maxLinks,
            int maxNameLength,
            boolean noTruncation,
            boolean chownRestricted,
            boolean caseInsensitive,
            boolean casePreserving)
            implements Result {
        private static Ok decode(XdrReader in, @Nullable Attributes attributes) throws XdrException {
            return new Ok(
                    attributes,
                    in.readInt(),
                    in.readInt(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean());
        }

        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encodeOptional(out, attributes);
            out.writeInt(maxLinks);
            out.writeInt(maxNameLength);
            out.writeBoolean(noTruncation);
            out.writeBoolean(chownRestricted);
            out.writeBoolean(caseInsensitive);
            out.writeBoolean(casePreserving);
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
