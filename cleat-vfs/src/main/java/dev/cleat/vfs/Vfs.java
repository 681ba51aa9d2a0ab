package dev.cleat.vfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file system whose objects have identities. Five methods make a read-only one; further abilities are capabilities.
 *
 * <p>All methods are called by many threads at once. An identity that names nothing any more is answered with
 * {@link VfsError#STALE}, one that never did with {@link VfsError#BADHANDLE}. Any {@link IOException} is understood (see
 * {@link VfsException#errorOf}); an unchecked exception is taken for a fault of the back end and reported with its stack.
 *
 * <p>The server has already applied the export's rules to the caller, checked that names are components
 * ({@link Name#isComponent}) and numbers in range. Whether the caller may do it is the back end's to decide:
 * {@link Permissions} does so by owner and mode.
 */
public interface Vfs extends AutoCloseable {
    /** The top directory; its identity never changes. */
    FileId root();

    /** What is known of the object. Needs no permission. */
    Attributes attributes(FileId file) throws IOException;

    /** A part of {@link #attributes}, for answers that tell how an object was before it was changed. */
    default Stamp stamp(FileId file) throws IOException {
        return Stamp.of(attributes(file));
    }

    /**
     * Finds the entry of a directory.
     *
     * @param name a component, or {@link Name#PARENT} for a directory that is not the root
     * @throws VfsException {@link VfsError#NOENT}; {@link VfsError#NOTDIR} where {@code directory} is none;
     *     {@link VfsError#ACCES} where the caller may not search it
     */
    Node lookup(FileId directory, Name name, Caller caller) throws IOException;

    /**
     * Reads from a regular file into the buffer, until the buffer is full or the file ends. Reading at or behind the end
     * adds nothing and is no error.
     *
     * <p>Allowed to whoever may read or execute the file, and always to its owner (RFC 1813 §4.4).
     *
     * @param offset in bytes, not negative
     * @param into any kind of buffer; filled from its position
     * @return whether the end of the file was reached
     * @throws VfsException {@link VfsError#ISDIR}, {@link VfsError#INVAL} for what is not a regular file
     */
    boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException;

    /**
     * Offers the entries of a directory, without "." and "..", to the listing until that is full or the directory ends. An
     * entry that exists during the whole of a walk over several calls is offered exactly once, whatever else changes.
     *
     * @param cookie 0 to start, or that of the entry to go on behind, which may be gone by now
     */
    void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException;

    /**
     * The target of a symbolic link, byte for byte as it was given.
     *
     * @throws VfsException {@link VfsError#INVAL} for anything but a link
     */
    default Name readLink(FileId link, Caller caller) throws IOException {
        throw new VfsException(VfsError.INVAL);
    }

    /**
     * What the caller may do with an object.
     *
     * @param attributes the object's, as just read
     * @return {@link Permissions#READ}, {@link Permissions#WRITE} and {@link Permissions#EXECUTE}, or-ed
     */
    default int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        return Permissions.granted(attributes, caller);
    }

    /** How full the volume of this object is. */
    default Space space(FileId object) throws IOException {
        return Space.UNKNOWN;
    }

    /** What the volume of this object can keep. */
    default Limits limits(FileId object) throws IOException {
        return Limits.POSIX;
    }

    /** What the methods may wait for. Constant. */
    default Blocking blocking() {
        return Blocking.DISK;
    }

    /**
     * A view of this file system that never waits: a method which would have to throws {@link VfsError#WOULD_BLOCK}, without
     * any effect, and is then called on the file system itself. Null where there is none. Only methods of this interface are
     * called on it, never a capability's.
     */
    default @Nullable Vfs immediate() {
        return blocking() == Blocking.NEVER ? this : null;
    }

    /**
     * A further ability, or null where this file system lacks it. The answer never changes during the life of the file
     * system.
     */
    default <T> @Nullable T capability(Class<T> type) {
        return type.isInstance(this) ? type.cast(this) : null;
    }

    /** Gives back what the file system holds. Called once, when no call is running any more. */
    @Override
    default void close() throws IOException {}
}
