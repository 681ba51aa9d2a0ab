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
 * restart, or the death of the process.
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

    /** A further name of the object. */
    void link(FileId file, Place place) throws IOException;

    /** The name is gone; with its last name the identity is. */
    void unlink(Place place) throws IOException;

    /** The object at {@code from}, with all below it, is now at {@code to}; what was there is gone. */
    void move(Place from, Place to) throws IOException;

    @Override
    void close() throws IOException;
}
