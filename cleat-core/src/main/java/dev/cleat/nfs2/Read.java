package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;

/**
 * READ: read from a file (RFC 1094 §2.2.7).
 *
 * @param offset in bytes, unsigned
 * @param count at most so many bytes; clamped to 2^31-1
 */
public record Read(Opaque file, int offset, int count) implements Request<Read.Result> {
    public static final Procedure<Read, Result> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 6, "READ", Read::decode, Result::decode, Trait.IDEMPOTENT, Trait.BULK_REPLY);

    static Read decode(XdrReader in) throws XdrException {
        Read read = new Read(Nfs2.readHandle(in), in.readInt(), in.readClamped());
        in.readInt(); // the "total count", which nobody uses
        return read;
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, file);
        out.writeInt(offset);
        out.writeInt(count);
        out.writeInt(0);
    }

    @Override
    public Procedure<Read, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            return status == Status.OK ? new Ok(Fattr.decode(in), in.readSlice(Nfs2.DATA_BYTES)) : new Failed(status);
        }
    }

    /**
     * @param data its remaining bytes, at most {@link Nfs2#DATA_BYTES}; none at the file's end
     */
    public record Ok(Fattr attributes, ByteBuffer data) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            attributes.encode(out);
            out.writeOpaque(data);
        }
    }

    public record Failed(Status status) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
        }
    }
}
