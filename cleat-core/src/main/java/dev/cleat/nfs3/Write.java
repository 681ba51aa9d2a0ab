package dev.cleat.nfs3;

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
 * WRITE: write to a file (RFC 1813 §3.3.7).
 *
 * <p>Not idempotent: one that is repeated late would overwrite what was written since.
 *
 * @param offset in bytes, unsigned
 * @param stability how safe the data must be before the answer
 * @param data its remaining bytes, in the message's own buffer and valid as long as that; the count is their number
 */
public record Write(Opaque file, long offset, Stability stability, ByteBuffer data) implements Request<Write.Result> {
    public static final Procedure<Write, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 7, "WRITE", Write::decode, Result::decode, Trait.BULK_CALL);

    static Write decode(XdrReader in) throws XdrException {
        Opaque file = Nfs3.readHandle(in);
        long offset = in.readLong();
        int count = in.readInt();
        Stability stability = Stability.decode(in);
        ByteBuffer data = in.readLast(in.remaining());
        if (data.remaining() != count) {
            throw new XdrException(
                    "count " + Integer.toUnsignedString(count) + " and " + data.remaining() + " bytes differ");
        }
        return new Write(file, offset, stability, data);
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(file);
        out.writeLong(offset);
        out.writeInt(data.remaining());
        stability.encode(out);
        out.writeOpaque(data);
    }

    @Override
    public Procedure<Write, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Wcc file = Wcc.decode(in);
            return status == Status.OK
                    ? new Ok(file, in.readClamped(), Stability.decode(in), in.readLong())
                    : new Failed(status, file);
        }
    }

    /**
     * @param count the bytes that were written; the caller sends the others again
     * @param committed at least what was asked for
     * @param verifier changes when data that was written but not committed may have been lost
     */
    public record Ok(Wcc file, int count, Stability committed, long verifier) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            file.encode(out);
            out.writeInt(count);
            committed.encode(out);
            out.writeLong(verifier);
        }
    }

    public record Failed(Status status, Wcc file) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            file.encode(out);
        }
    }
}
