package dev.cleat.mount;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * PATHCONF of version 2: the limits of a directory's file system, for clients of NFS version 2, which cannot tell them. No RFC
 * has it; this is what Sun's {@code mount.x} says.
 */
public record PathConf(Name path) implements Request<PathConf.Result> {
    public static final Procedure<PathConf, Result> PROCEDURE =
            Procedure.of(Mount.V2, 7, "PATHCONF", PathConf::decode, Result::decode, Trait.IDEMPOTENT);

    static PathConf decode(XdrReader in) throws XdrException {
        return new PathConf(Mount.readAskedPath(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Mount.writePath(out, path);
    }

    @Override
    public Procedure<PathConf, Result> procedure() {
        return PROCEDURE;
    }

    /**
     * {@code ppathcnf}, each member in four bytes.
     *
     * @param maxCanon of a terminal's line
     * @param maxInput of a terminal's queue
     * @param pathMax of a relative path, in bytes
     * @param pipeBuf what a pipe takes at once, in bytes
     * @param disablingCharacter of terminals
     * @param mask bit n is set where the limit that {@code pathconf} numbers n is none; bit 0 says that nothing here holds
     * @param moreMask the bits from 16 on
     */
    public record Result(
            int linkMax,
            int maxCanon,
            int maxInput,
            int nameMax,
            int pathMax,
            int pipeBuf,
            int disablingCharacter,
            int padding,
            int mask,
            int moreMask)
            implements XdrEncodable {

        /** There is no such directory. */
        public static final Result FAILED = new Result(0, 0, 0, 0, 0, 0, 0, 0, 1, 0);

        /** With what is the same everywhere: nobody has a terminal in a directory. */
        public static Result of(int linkMax, int nameMax) {
            return new Result(linkMax, 255, 255, nameMax, 1024, 4096, 0, 0, 0, 0);
        }

        static Result decode(XdrReader in) throws XdrException {
            return new Result(
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt());
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeInt(linkMax);
            out.writeInt(maxCanon);
            out.writeInt(maxInput);
            out.writeInt(nameMax);
            out.writeInt(pathMax);
            out.writeInt(pipeBuf);
            out.writeInt(disablingCharacter);
            out.writeInt(padding);
            out.writeInt(mask);
            out.writeInt(moreMask);
        }
    }
}
