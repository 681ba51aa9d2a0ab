package dev.cleat.export.file;

import dev.cleat.export.HandleKey;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.xdr.Opaque;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Seals file handles, so that they can be neither forged nor carried to another export. A handle is 32 bytes, a length that
 * every client and every version takes, all numbers big-endian:
 *
 * <pre>
 *    0        1        2      4                  20             32
 *   +--------+--------+------+------------------+--------------+
 *   | format | key id | export | identity         | seal         |
 *   |   1    |   1    |   2    | 16, the Vfs's    | 12           |
 *   +--------+--------+------+------------------+--------------+
 * </pre>
 *
 * The seal is SipHash-2-4-128 of the first 20 bytes, cut to 96 bits. The key id tells handles of an earlier key, which are
 * stale, from forged ones, which are bad.
 */
final class HandleSeal {
    static final int HANDLE_BYTES = 32;

    private static final byte FORMAT = 1;
    private static final int SEALED_BYTES = 20;

    private final SipHash hash;
    private final byte id;

    HandleSeal(HandleKey key) {
        ByteBuffer halves = ByteBuffer.wrap(key.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
        this.hash = new SipHash(halves.getLong(), halves.getLong());
        this.id = (byte) hash.digest(new byte[0], 0).first();
    }

    /** What a good handle names. */
    record Sealed(int export, FileId file) {}

    /**
     * @param export 16 bits
     */
    Opaque seal(int export, FileId file) {
        byte[] handle = new byte[HANDLE_BYTES];
        ByteBuffer out = ByteBuffer.wrap(handle);
        out.put(FORMAT).put(id).putShort((short) export).putLong(file.high()).putLong(file.low());
        SipHash.Digest digest = hash.digest(handle, SEALED_BYTES);
        out.putLong(digest.first()).putInt((int) digest.second());
        return Opaque.of(out.flip());
    }

    /**
     * @throws VfsException {@link VfsError#BADHANDLE} where this server never made it, {@link VfsError#STALE} where it was made
     *     under another key
     */
    Sealed open(Opaque handle) throws VfsException {
        if (handle.length() != HANDLE_BYTES || handle.byteAt(0) != FORMAT) {
            throw new VfsException(VfsError.BADHANDLE);
        }
        if (handle.byteAt(1) != id) {
            throw new VfsException(VfsError.STALE);
        }
        SipHash.Digest digest = hash.digest(handle.toBytes(), SEALED_BYTES);
        long difference = digest.first() ^ handle.longAt(SEALED_BYTES);
        difference |= (int) digest.second() ^ handle.intAt(SEALED_BYTES + 8);
        if (difference != 0) {
            throw new VfsException(VfsError.BADHANDLE);
        }
        return new Sealed(exportOf(handle), new FileId(handle.longAt(4), handle.longAt(12)));
    }

    /** The export that a handle claims to belong to, unchecked, or -1: good enough to choose a thread by. */
    static int exportOf(Opaque handle) {
        return handle.length() == HANDLE_BYTES ? handle.intAt(0) & 0xFFFF : -1;
    }
}
