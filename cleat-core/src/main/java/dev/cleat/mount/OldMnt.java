package dev.cleat.mount;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** MNT of versions 1 and 2: the handle of a directory, found by its path (RFC 1094 §A.5). */
public record OldMnt(Name path) implements Request<OldMnt.Result> {
    public static final Procedure<OldMnt, Result> PROCEDURE =
            Procedure.of(Mount.V1, 1, "MNT", OldMnt::decode, Result::decode, Trait.IDEMPOTENT);

    static OldMnt decode(XdrReader in) throws XdrException {
        return new OldMnt(Mount.readAskedPath(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Mount.writePath(out, path);
    }

    @Override
    public Procedure<OldMnt, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            int errno = in.readInt();
            return errno == 0 ? new Ok(in.readFixedOpaque(Mount.OLD_HANDLE_BYTES)) : new Failed(errno);
        }
    }

    public record Ok(Opaque handle) implements Result {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(0);
            out.writeFixedOpaque(handle);
        }
    }

    /**
     * @param errno as the server's system numbers its errors, not 0
     */
    public record Failed(int errno) implements Result {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(errno);
        }
    }
}
