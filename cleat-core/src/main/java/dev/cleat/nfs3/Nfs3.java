package dev.cleat.nfs3;

import dev.cleat.rpc.ProgramVersion;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** The program, and its basic types (RFC 1813 §2.4, §2.5). */
public final class Nfs3 {
    public static final ProgramVersion VERSION = new ProgramVersion(100003, 3, "nfs3");

    /** The largest file handle, in bytes. */
    public static final int HANDLE_BYTES = 64;

    /** Names and targets have no bound in the RFC; a record has. */
    private static final int NAME_BYTES = 64 * 1024;

    private Nfs3() {}

    /** {@code nfs_fh3}: a handle of whatever length; which lengths are good is for the server to say. */
    static Opaque readHandle(XdrReader in) throws XdrException {
        return in.readOpaque(HANDLE_BYTES);
    }

    /** {@code post_op_fh3}. */
    static @Nullable Opaque readOptionalHandle(XdrReader in) throws XdrException {
        return in.readBoolean() ? readHandle(in) : null;
    }

    /** {@code post_op_fh3}. */
    static void writeOptionalHandle(XdrWriter out, @Nullable Opaque handle) {
        out.writeBoolean(handle != null);
        if (handle != null) {
            out.writeOpaque(handle);
        }
    }

    /** Of a {@code post_op_fh3}, in bytes. */
    static int encodedSize(@Nullable Opaque handle) {
        return handle == null ? 4 : 4 + encodedSize(handle.length());
    }

    /** {@code filename3} and {@code nfspath3}. */
    static Name readName(XdrReader in) throws XdrException {
        return in.readOpaque(NAME_BYTES, Name::of);
    }

    static void writeName(XdrWriter out, Name name) {
        out.writeOpaque(name.length(), name::copyTo);
    }

    /** Of a {@code filename3}, in bytes. */
    static int encodedSize(Name name) {
        return encodedSize(name.length());
    }

    private static int encodedSize(int length) {
        return 4 + length + (-length & 3);
    }
}
