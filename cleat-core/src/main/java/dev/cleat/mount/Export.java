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

/** EXPORT: what there is to mount, and for whom (RFC 1813 §5.2.5); all versions have it, 1 and 2 under a second number as well. */
public record Export() implements Request<Export.Result> {
    public static final Procedure<Export, Result> PROCEDURE =
            Procedure.of(Mount.V3, 5, "EXPORT", Export::decode, Result::decode, Trait.IDEMPOTENT);

    public static final Procedure<Export, Result> ALL =
            Procedure.of(Mount.V1, 6, "EXPORTALL", Export::decode, Result::decode, Trait.IDEMPOTENT);

    static Export decode(XdrReader in) {
        return new Export();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<Export, Result> procedure() {
        return PROCEDURE;
    }

    public record Result(List<Exported> exports) implements XdrEncodable {
        public Result {
            exports = List.copyOf(exports);
        }

        static Result decode(XdrReader in) throws XdrException {
            List<Exported> exports = new ArrayList<>();
            while (in.readBoolean()) {
                exports.add(Exported.decode(in));
            }
            return new Result(exports);
        }

        @Override
        public void encode(XdrWriter out) {
            for (Exported exported : exports) {
                out.writeBoolean(true);
                exported.encode(out);
            }
            out.writeBoolean(false);
        }
    }

    /**
     * {@code exportnode}.
     *
     * @param groups names of hosts or groups of hosts; none means everybody
     */
    public record Exported(Name directory, List<String> groups) implements XdrEncodable {
        public Exported {
            groups = List.copyOf(groups);
        }

        private static Exported decode(XdrReader in) throws XdrException {
            Name directory = Mount.readPath(in);
            List<String> groups = new ArrayList<>();
            while (in.readBoolean()) {
                groups.add(in.readString(Mount.NAME_BYTES));
            }
            return new Exported(directory, groups);
        }

        @Override
        public void encode(XdrWriter out) {
            Mount.writePath(out, directory);
            for (String group : groups) {
                out.writeBoolean(true);
                out.writeString(group);
            }
            out.writeBoolean(false);
        }
    }
}
