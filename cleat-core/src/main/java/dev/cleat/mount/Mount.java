package dev.cleat.mount;

import dev.cleat.rpc.ProgramVersion;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;

/**
 * The program, and its basic types (RFC 1094 appendix A, RFC 1813 appendix I). Versions 1 and 2 go with NFS version 2, and
 * differ in nothing but that 2 has PATHCONF.
 */
public final class Mount {
    public static final int PROGRAM = 100005;
    public static final ProgramVersion V1 = new ProgramVersion(PROGRAM, 1, "mount1");
    public static final ProgramVersion V2 = new ProgramVersion(PROGRAM, 2, "mount2");
    public static final ProgramVersion V3 = new ProgramVersion(PROGRAM, 3, "mount3");

    /** The longest path, in bytes. */
    public static final int PATH_BYTES = 1024;

    private static final int ASKED_PATH_BYTES = 1 << 16;

    /** The longest host name or group name, in bytes. */
    public static final int NAME_BYTES = 255;

    /** The length of a handle of versions 1 and 2, in bytes. */
    public static final int OLD_HANDLE_BYTES = 32;

    /** The longest handle of version 3, in bytes. */
    public static final int HANDLE_BYTES = 64;

    private Mount() {}

    /** {@code dirpath}: bytes, as names are. */
    static Name readPath(XdrReader in) throws XdrException {
        return in.readOpaque(PATH_BYTES, Name::of);
    }

    /** A path that somebody asks for: too long a one shall be refused by the status that says so. */
    static Name readAskedPath(XdrReader in) throws XdrException {
        return in.readOpaque(ASKED_PATH_BYTES, Name::of);
    }

    static void writePath(XdrWriter out, Name path) {
        out.writeOpaque(ByteBuffer.wrap(path.toBytes()));
    }
}
