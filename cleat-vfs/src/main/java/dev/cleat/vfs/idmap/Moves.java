package dev.cleat.vfs.idmap;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Renames under way. Each is written down in the map of identities before the file system is asked for it: a server that is
 * killed between the two leaves the next one a note of what it must look for, and where. They are the "places" of an identity
 * that no object has, in the moved object as if it were a directory.
 */
public final class Moves {
    private final IdMap ids;
    private final FileId all;

    /** An object that is at this place, or on its way there. */
    public record Move(FileId object, Place to) {}

    /**
     * @param ids where they are written down; nobody's is the identity with the upper half of its root and -2 as the lower
     */
    public Moves(IdMap ids) {
        this.ids = ids;
        this.all = new FileId(ids.root().high(), -2);
    }

    /** A move, the names in the map included. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /** Carries a move out, noted as long as that takes. */
    public void during(Move move, Step step) throws IOException {
        ids.link(all, note(move));
        try {
            step.run();
        } finally {
            end(move);
        }
    }

    /** It was done and the map knows, or it will not be done any more. */
    public void end(Move move) throws IOException {
        ids.unlink(all, note(move));
    }

    /** What was begun and has not ended, the oldest first. */
    public List<Move> pending() throws IOException {
        return ids.places(all).stream().map(Moves::read).toList();
    }

    private static Place note(Move move) {
        Name name = move.to.name();
        ByteBuffer bytes = ByteBuffer.allocate(FileId.BYTES + name.length());
        bytes.putLong(move.to.directory().high()).putLong(move.to.directory().low());
        name.copyTo(bytes);
        return new Place(move.object, Name.of(bytes.flip()));
    }

    private static Move read(Place note) {
        ByteBuffer bytes = ByteBuffer.wrap(note.name().toBytes());
        FileId directory = new FileId(bytes.getLong(), bytes.getLong());
        return new Move(note.directory(), new Place(directory, Name.of(bytes)));
    }
}
