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
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * READ: read from a file (RFC 1813 §3.3.6).
 *
 * @param offset in bytes, unsigned
 * @param count at most so many bytes; clamped to 2^31-1
 */
public record Read(Opaque file, long offset, int count) implements Request<Read.Result> {
    public static final Procedure<Read, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 6, "READ", Read::decode, Result::decode, Trait.IDEMPOTENT, Trait.BULK_REPLY);

    static Read decode(XdrReader in) throws XdrException {
        return new Read(Nfs3.readHandle(in), in.readLong(), in.readClamped());
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(file);
        out.writeLong(offset);
        out.writeInt(count);
    }

    @Override
    public Procedure<Read, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Attributes attributes = Fattr.decodeOptional(in);
            if (status != Status.OK) {
                return new Failed(status, attributes);
            }
            int count = in.readClamped();
            boolean eof = in.readBoolean();
            ByteBuffer data = in.readSlice(in.remaining());
            if (data.remaining() != count) {
                throw new XdrException("count " + count + " and " + data.remaining() + " bytes differ");
            }
            return new Ok(attributes, eof, data);
        }
    }

    /**
     * @param eof whether the last byte read is the file's last
     * @param data its remaining bytes; the count is their number
     */
    public record Ok(@Nullable Attributes attributes, boolean eof, ByteBuffer data) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encodeOptional(out, attributes);
            out.writeInt(data.remaining());
            out.writeBoolean(eof);
            out.writeOpaque(data);
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
