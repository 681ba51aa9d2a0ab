package dev.cleat.export.file;

import dev.cleat.export.HandleKey;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.xdr.Opaque;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

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

    private static final int KNOWN = 256;

    private final SipHash hash;
    private final byte id;
    /** Some that were found good, each at the place that its hash tells. */
    private final AtomicReferenceArray<@Nullable Sealed> known = new AtomicReferenceArray<>(KNOWN);

    HandleSeal(HandleKey key) {
        ByteBuffer halves = ByteBuffer.wrap(key.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
        this.hash = new SipHash(halves.getLong(), halves.getLong());
        this.id = (byte) hash.digest(new byte[0], 0).first();
    }

    /** A good handle, and what it names. */
    record Sealed(Opaque handle, int export, FileId file) {}

    /**
     * @param export 16 bits
     */
    Opaque seal(int export, FileId file) {
        long head = ((long) FORMAT << 56) | ((id & 0xFFL) << 48) | ((export & 0xFFFFL) << 32) | (file.high() >>> 32);
        long middle = (file.high() << 32) | (file.low() >>> 32);
        int last = (int) file.low();
        SipHash.Digest digest = digest(head, middle, last);
        return Opaque.ofLongs(
                head,
                middle,
                ((long) last << 32) | (digest.first() >>> 32),
                (digest.first() << 32) | Integer.toUnsignedLong((int) digest.second()));
    }

    /**
     * @throws VfsException {@link VfsError#BADHANDLE} where this server never made it, {@link VfsError#STALE} where it was made
     *     under another key
     */
    Sealed open(Opaque handle) throws VfsException {
        int place = handle.hashCode() & (KNOWN - 1);
        Sealed seen = known.get(place);
        if (seen != null && seen.handle.equals(handle)) {
            return seen;
        }
        Sealed good = check(handle);
        known.set(place, good);
        return good;
    }

    private Sealed check(Opaque handle) throws VfsException {
        if (handle.length() != HANDLE_BYTES || handle.byteAt(0) != FORMAT) {
            throw new VfsException(VfsError.BADHANDLE);
        }
        if (handle.byteAt(1) != id) {
            throw new VfsException(VfsError.STALE);
        }
        SipHash.Digest digest = digest(handle.longAt(0), handle.longAt(8), handle.intAt(16));
        long difference = digest.first() ^ handle.longAt(SEALED_BYTES);
        difference |= (int) digest.second() ^ handle.intAt(SEALED_BYTES + 8);
        if (difference != 0) {
            throw new VfsException(VfsError.BADHANDLE);
        }
        return new Sealed(handle, handle.intAt(0) & 0xFFFF, new FileId(handle.longAt(4), handle.longAt(12)));
    }

    /** Of the 20 bytes that are sealed, read as big-endian numbers. */
    private SipHash.Digest digest(long head, long middle, int last) {
        return hash.digest(Long.reverseBytes(head), Long.reverseBytes(middle), Integer.reverseBytes(last));
    }

    /**
     * The export that a handle claims to belong to, unchecked, or -1: good enough to choose a thread by.
     *
     * @param at how far behind the position it begins, if there is one
     */
    static int exportOf(ByteBuffer message, int at) {
        return message.remaining() >= at + HANDLE_BYTES ? message.getInt(message.position() + at) & 0xFFFF : -1;
    }
}
