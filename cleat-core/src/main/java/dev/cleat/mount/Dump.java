package dev.cleat.mount;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/** DUMP: what the server remembers of who mounted what (RFC 1813 §5.2.2); all versions have it. */
public record Dump() implements Request<Dump.Result> {
    public static final Procedure<Dump, Result> PROCEDURE =
            Procedure.of(Mount.V3, 2, "DUMP", Dump::decode, Result::decode, Trait.IDEMPOTENT);

    static Dump decode(XdrReader in) {
        return new Dump();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<Dump, Result> procedure() {
        return PROCEDURE;
    }

    public record Result(List<Mounted> mounts) implements XdrEncodable {
        public Result {
            mounts = List.copyOf(mounts);
        }

        static Result decode(XdrReader in) throws XdrException {
            List<Mounted> mounts = new ArrayList<>();
            while (in.readBoolean()) {
                mounts.add(Mounted.decode(in));
            }
            return new Result(mounts);
        }

        @Override
        public void encode(XdrWriter out) {
            for (Mounted mounted : mounts) {
                out.writeBoolean(true);
                mounted.encode(out);
            }
            out.writeBoolean(false);
        }
    }

    /** {@code mountbody}. */
    public record Mounted(String hostname, Name directory) implements XdrEncodable {
        private static Mounted decode(XdrReader in) throws XdrException {
            return new Mounted(in.readString(Mount.NAME_BYTES), Mount.readPath(in));
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeString(hostname);
            Mount.writePath(out, directory);
        }
    }
}
