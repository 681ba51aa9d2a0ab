package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Space;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** FSSTAT: how full a file system is (RFC 1813 §3.3.18). */
public record FsStat(Opaque object) implements Request<FsStat.Result> {
    public static final Procedure<FsStat, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 18, "FSSTAT", FsStat::decode, Result::decode, Trait.IDEMPOTENT);

    static FsStat decode(XdrReader in) throws XdrException {
        return new FsStat(Nfs3.readHandle(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(object);
    }

    @Override
    public Procedure<FsStat, Result> procedure() {
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
     * @param seconds for how long this is not expected to change, unsigned
     */
    public record Ok(@Nullable Attributes attributes, Space space, int seconds) implements Result {
        private static Ok decode(XdrReader in, @Nullable Attributes attributes) throws XdrException {
            return new Ok(
                    attributes,
                    new Space(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()),
                    in.readInt());
        }

        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encodeOptional(out, attributes);
            out.writeLong(space.totalBytes());
            out.writeLong(space.freeBytes());
            out.writeLong(space.availableBytes());
            out.writeLong(space.totalFiles());
            out.writeLong(space.freeFiles());
            out.writeLong(space.availableFiles());
            out.writeInt(seconds);
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
