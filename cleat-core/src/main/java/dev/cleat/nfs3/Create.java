package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** CREATE: make a regular file (RFC 1813 §3.3.8). */
public record Create(Opaque directory, Name name, How how) implements Request<Created> {
    public static final Procedure<Create, Created> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 8, "CREATE", Create::decode, Created::decode);

    private static final int UNCHECKED = 0;
    private static final int GUARDED = 1;
    private static final int EXCLUSIVE = 2;

    static Create decode(XdrReader in) throws XdrException {
        return new Create(Nfs3.readHandle(in), Nfs3.readName(in), How.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        Nfs3.writeName(out, name);
        how.encode(out);
    }

    @Override
    public Procedure<Create, Created> procedure() {
        return PROCEDURE;
    }

    /** {@code createhow3}: what if the name is taken. */
    public sealed interface How extends XdrEncodable {
        private static How decode(XdrReader in) throws XdrException {
            int mode = in.readInt();
            return switch (mode) {
                case UNCHECKED -> new Unchecked(Sattr.decode(in));
                case GUARDED -> new Guarded(Sattr.decode(in));
                case EXCLUSIVE -> new Exclusive(in.readLong());
                default -> throw new XdrException("no createmode3: " + mode);
            };
        }
    }

    /** A file that is there will do; of the attributes it takes only the size. */
    public record Unchecked(SetAttributes attributes) implements How {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(UNCHECKED);
            Sattr.encode(out, attributes);
        }
    }

    /** Then it is {@link Status#EXIST}. */
    public record Guarded(SetAttributes attributes) implements How {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(GUARDED);
            Sattr.encode(out, attributes);
        }
    }

    /** Then it is {@link Status#EXIST}, unless the same verifier made it: that was this very call, repeated. */
    public record Exclusive(long verifier) implements How {
        @Override
        public void encode(XdrWriter out) {
            out.writeInt(EXCLUSIVE);
            out.writeLong(verifier);
        }
    }
}
