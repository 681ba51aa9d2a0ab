package dev.cleat.vfs.idmap;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps the identities of objects to the places where they are, both ways and durably, for back ends that reach objects by
 * path alone. An object has one place for each of its names; what lies below a directory is reached through the directory's
 * identity, so that renaming one moves all below it by a single change.
 *
 * <p>Whatever {@link #identify} has answered holds for ever: it is written down before it returns, and found again after a
 * restart, or the death of the process. An identity whose last name is gone is never given again.
 *
 * <p>A back end that knows an identity by itself (from an inode number and its generation) proposes it by
 * {@link #link} instead of asking {@link #identify} for one, and then answers for its being unlike all others.
 *
 * <p>All methods are called by many threads at once. The map does not watch the file system: the back end says what it finds
 * and what it does, and holds whatever lock keeps the two in step.
 */
public interface IdMap extends AutoCloseable {
    /** Where an object is: a name in a directory. */
    record Place(FileId directory, Name name) {}

    /** The identity of the top directory. */
    FileId root();

    /** The identity of the object at this place, made and written down now if it has none. */
    FileId identify(Place place) throws IOException;

    /** The identity of the object at this place, or null where none was given yet. */
    @Nullable FileId find(Place place) throws IOException;

    /** The places of an object, the oldest first; none when it is not known or was removed. */
    List<Place> places(FileId file) throws IOException;

    /**
     * The object is at this place, perhaps besides others. What was thought to be there has lost this name. Costs nothing
     * where it is known already.
     */
    void link(FileId file, Place place) throws IOException;

    /** The name is gone; with its last name the identity is. */
    void unlink(Place place) throws IOException;

    /** The name does not stand for this object any more; nothing happens where it is known to stand for another. */
    void unlink(FileId file, Place place) throws IOException;

    /**
     * The object at {@code from}, with all below it, is now at {@code to}; what was there is gone. Where nothing is known of
     * {@code from}, only that is noted.
     */
    void move(Place from, Place to) throws IOException;

    /** Makes durable what was said and answered so far, should the machine's power fail. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
