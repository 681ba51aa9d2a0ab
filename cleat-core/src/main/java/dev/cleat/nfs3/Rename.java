package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** RENAME: give an object another name, in the same directory or another (RFC 1813 §3.3.14). */
public record Rename(Opaque fromDirectory, Name from, Opaque toDirectory, Name to) implements Request<Rename.Result> {
    public static final Procedure<Rename, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 14, "RENAME", Rename::decode, Result::decode);

    static Rename decode(XdrReader in) throws XdrException {
        return new Rename(Nfs3.readHandle(in), Nfs3.readName(in), Nfs3.readHandle(in), Nfs3.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(fromDirectory);
        Nfs3.writeName(out, from);
        out.writeOpaque(toDirectory);
        Nfs3.writeName(out, to);
    }

    @Override
    public Procedure<Rename, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Wcc fromDirectory = Wcc.decode(in);
            Wcc toDirectory = Wcc.decode(in);
            return status == Status.OK
                    ? new Ok(fromDirectory, toDirectory)
                    : new Failed(status, fromDirectory, toDirectory);
        }
    }

    public record Ok(Wcc fromDirectory, Wcc toDirectory) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            fromDirectory.encode(out);
            toDirectory.encode(out);
        }
    }

    public record Failed(Status status, Wcc fromDirectory, Wcc toDirectory) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            fromDirectory.encode(out);
            toDirectory.encode(out);
        }
    }
}
