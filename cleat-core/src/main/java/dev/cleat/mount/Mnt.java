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
import java.util.ArrayList;
import java.util.List;

/** MNT of version 3: the handle of a directory, found by its path (RFC 1813 §5.2.1). */
public record Mnt(Name path) implements Request<Mnt.Result> {
    public static final Procedure<Mnt, Result> PROCEDURE =
            Procedure.of(Mount.V3, 1, "MNT", Mnt::decode, Result::decode, Trait.IDEMPOTENT);

    static Mnt decode(XdrReader in) throws XdrException {
        return new Mnt(Mount.readAskedPath(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Mount.writePath(out, path);
    }

    @Override
    public Procedure<Mnt, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            return status == Status.OK ? Ok.decode(in) : new Failed(status);
        }
    }

    /**
     * @param flavors the numbers of the credentials that are accepted, the preferred first
     */
    public record Ok(Opaque handle, List<Integer> flavors) implements Result {
        public Ok {
            flavors = List.copyOf(flavors);
        }

        private static Ok decode(XdrReader in) throws XdrException {
            Opaque handle = in.readOpaque(Mount.HANDLE_BYTES);
            List<Integer> flavors = new ArrayList<>();
            for (int left = in.readCount(Integer.MAX_VALUE, Integer.BYTES); left > 0; left--) {
                flavors.add(in.readInt());
            }
            return new Ok(handle, flavors);
        }

        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            out.writeOpaque(handle);
            out.writeInt(flavors.size());
            flavors.forEach(out::writeInt);
        }
    }

    public record Failed(Status status) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
        }
    }
}
