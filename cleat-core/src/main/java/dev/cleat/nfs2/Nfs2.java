package dev.cleat.nfs2;

import dev.cleat.rpc.ProgramVersion;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** The program, and its basic types (RFC 1094 §2.3). */
public final class Nfs2 {
    public static final ProgramVersion VERSION = new ProgramVersion(100003, 2, "nfs2");

    /** The length of every file handle, in bytes. */
    public static final int HANDLE_BYTES = 32;

    /** The most that READ or WRITE can carry, in bytes. */
    public static final int DATA_BYTES = 8192;

    /** The largest offset, and the largest size that can be told, in bytes: many clients take them for signed. */
    public static final long MAX_SIZE = Integer.MAX_VALUE;

    /** The longest path: {@code MAXPATHLEN}. */
    public static final int PATH_BYTES = 1024;

    private static final int NAME_BYTES = 255;

    private Nfs2() {}

    /** {@code fhandle}. */
    static Opaque readHandle(XdrReader in) throws XdrException {
        return in.readFixedOpaque(HANDLE_BYTES);
    }

    static void writeHandle(XdrWriter out, Opaque handle) {
        if (handle.length() != HANDLE_BYTES) {
            throw new IllegalArgumentException("a handle of " + handle.length() + " bytes");
        }
        out.writeFixedOpaque(handle);
    }

    /** {@code filename}. */
    static Name readName(XdrReader in) throws XdrException {
        return in.readOpaque(NAME_BYTES, Name::of);
    }

    /** {@code path}. */
    static Name readPath(XdrReader in) throws XdrException {
        return in.readOpaque(PATH_BYTES, Name::of);
    }

    /** {@code filename} and {@code path}. */
    static void writeName(XdrWriter out, Name name) {
        out.writeOpaque(name.length(), name::copyTo);
    }

    /**
     * A number of 64 bits as one of 32, never 0. Small ones stay as they are; two large ones may become equal.
     */
    public static int fold(long number) {
        int folded = (int) (number ^ number >>> 32);
        return folded == 0 ? 1 : folded;
    }
}
