package dev.cleat.client;

import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Write;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What was written to a file and is not yet safe: kept until a COMMIT answers with the verifier that the writes had, since
 * another one says that the server may have lost them (RFC 1813 §3.3.21). Guarded by its file's lock.
 */
final class Uncommitted {
    /** So much is kept before the server is asked to make it safe. */
    private static final long MOST_BYTES = 32L << 20;
    /** A server that restarts more often than this during one commit is not one to trust with data. */
    private static final int TRIES = 5;

    private record Piece(long offset, ByteBuffer data, long verifier) {}

    private final Calls calls;
    private final Opaque file;
    private final NfsPath path;
    private List<Piece> pieces = new ArrayList<>();
    private long bytes;

    Uncommitted(Calls calls, Opaque file, NfsPath path) {
        this.calls = calls;
        this.file = file;
        this.path = path;
    }

    /**
     * Writes all of it, however little the server takes at a time.
     *
     * @param data whose contents stay as they are for as long as this
     */
    void write(long offset, ByteBuffer data, Stability stability) throws IOException {
        send(offset, data, stability);
        if (bytes > MOST_BYTES) {
            commit();
        }
    }

    private void send(long offset, ByteBuffer data, Stability stability) throws IOException {
        ByteBuffer rest = data.duplicate();
        while (rest.hasRemaining()) {
            long at = offset + rest.position() - data.position();
            Write.Ok written = written(new Write(file, at, stability, rest.duplicate()));
            int count = written.count();
            if (count <= 0 || count > rest.remaining()) {
                throw NfsFailure.nonsense(count + " of " + rest.remaining() + " bytes written");
            }
            if (written.committed().compareTo(stability) < 0) {
                throw NfsFailure.nonsense("data less safe than was asked for");
            }
            if (written.committed() == Stability.UNSTABLE) {
                keep(new Piece(at, rest.slice(rest.position(), count), written.verifier()));
            }
            rest.position(rest.position() + count);
        }
    }

    private Write.Ok written(Write writing) throws IOException {
        return calls.patiently(() -> switch (calls.call(writing)) {
            case Write.Ok ok -> ok;
            case Write.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }

    private void keep(Piece piece) {
        pieces.add(piece);
        bytes += piece.data().remaining();
    }

    /** Makes all of it safe, writing again what may be lost. */
    void commit() throws IOException {
        for (int tries = 0; tries < TRIES && !pieces.isEmpty(); tries++) {
            List<Piece> again = fromFirstLost(verifierOfCommit());
            pieces = new ArrayList<>();
            bytes = 0;
            for (int i = 0; i < again.size(); i++) {
                resend(again, i);
            }
        }
        if (!pieces.isEmpty()) {
            throw new VfsException(VfsError.IO, path + ": the server lost what was written, time and again");
        }
    }

    /** Those behind it as well, lost or not: they may have overwritten it. */
    private List<Piece> fromFirstLost(long verifier) {
        return pieces.stream().dropWhile(piece -> piece.verifier() == verifier).toList();
    }

    /** What cannot be sent now is kept for the next commit. */
    private void resend(List<Piece> again, int index) throws IOException {
        Piece piece = again.get(index);
        try {
            send(piece.offset(), piece.data(), Stability.UNSTABLE);
        } catch (IOException e) {
            again.subList(index, again.size()).forEach(this::keep);
            throw e;
        }
    }

    private long verifierOfCommit() throws IOException {
        return calls.patiently(() -> switch (calls.call(new Commit(file, 0, 0))) {
            case Commit.Ok ok -> ok.verifier();
            case Commit.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }
}
