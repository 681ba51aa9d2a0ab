package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * COMMIT: make safe what was written unstably (RFC 1813 §3.3.21).
 *
 * @param offset in bytes, unsigned
 * @param count in bytes, clamped to 2^31-1; 0 means all from the offset on
 */
public record Commit(Opaque file, long offset, int count) implements Request<Commit.Result> {
    public static final Procedure<Commit, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 21, "COMMIT", Commit::decode, Result::decode, Trait.IDEMPOTENT);

    static Commit decode(XdrReader in) throws XdrException {
        return new Commit(Nfs3.readHandle(in), in.readLong(), in.readClamped());
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(file);
        out.writeLong(offset);
        out.writeInt(count);
    }

    @Override
    public Procedure<Commit, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Wcc file = Wcc.decode(in);
            return status == Status.OK ? new Ok(file, in.readLong()) : new Failed(status, file);
        }
    }

    /**
     * @param verifier what was written under another one must be sent again
     */
    public record Ok(Wcc file, long verifier) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            file.encode(out);
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
