package dev.cleat.vfs.decorate;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.hash.SipHash;
import java.nio.charset.StandardCharsets;

/**
 * Gives one object below several identities, by what it is seen as.
 *
 * <p>All 128 bits of an identity may be in use below, so there is none left to say what it is: the marked identity is the one
 * below xor a constant of 128 bits, a keyed hash that is made anew from the root's identity after every start. Who is handed
 * an identity asks for it as it is, and then, where that names nothing, without each mark. A marked identity that names
 * something as it is would have to hit one of n objects among 2^128 values; the same goes for a stale one that looks marked.
 */
record LinkMarks(FileId link, FileId text) {
    private static final byte[] LINK = "symbolic link".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TEXT = "text like a link".getBytes(StandardCharsets.US_ASCII);

    static LinkMarks of(FileId root) {
        SipHash hash = new SipHash(root.high(), root.low());
        return new LinkMarks(mark(hash, LINK), mark(hash, TEXT));
    }

    private static FileId mark(SipHash hash, byte[] purpose) {
        SipHash.Digest digest = hash.digest(purpose, purpose.length);
        return new FileId(digest.first(), digest.second());
    }

    /** Puts a mark on an identity, or takes it off. */
    static FileId toggle(FileId id, FileId mark) {
        return new FileId(id.high() ^ mark.high(), id.low() ^ mark.low());
    }

    /** The same for the number that goes with the identity, which is never 0. */
    static long toggle(long fileId, FileId mark) {
        return fileId == mark.low() ? fileId : fileId ^ mark.low();
    }
}
