package dev.cleat.vfs;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The capability to change a file system.
 *
 * <p>Changes need not be durable when a method returns: the server calls {@link #commit} before it promises anything. Two
 * changes of one object are never made at the same time by one server, whatever the number of its clients: it holds a lock
 * per object around each, so that the attributes before and after can be told. Reads do run at the same time.
 */
public interface Writable {
    /**
     * Makes an object, atomically: of several callers who make one name, one succeeds.
     *
     * @throws VfsException {@link VfsError#EXIST}; {@link VfsError#BADTYPE} or {@link VfsError#NOTSUPP} for types that cannot
     *     be kept; {@link VfsError#PERM} for devices and owners that only the superuser may give
     */
    Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException;

    /**
     * Changes attributes, after checking that all may be changed: owner, mode, size, times, in this order.
     *
     * <p>Only the owner and the superuser change owner, group and mode, and set times of their own; whoever may write may set
     * the size (the owner whatever the mode, RFC 1813 §4.4) and either time, or both, to "now". Setting a size, even the present one,
     * moves {@code modified}. A new size or owner leaves no setuid or setgid standing where POSIX clears them.
     */
    void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException;

    /**
     * Writes all remaining bytes, or throws. Allowed to whoever may write the file and always to its owner (RFC 1813 §4.4).
     * Clears setuid and setgid unless the superuser writes.
     *
     * @param offset in bytes, not negative; behind the end leaves a gap of zeroes
     * @param data from its position to its limit; valid during the call only
     */
    void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException;

    /**
     * Makes durable what was changed before this call. Of a file: its contents and attributes. Of a directory: its names,
     * and the attributes that objects created in it were given.
     *
     * @throws IOException when that failed, now or in the background since the last call: the server then tells all clients to
     *     send again what they have not seen committed
     */
    void commit(FileId object) throws IOException;

    /**
     * Removes a name of anything but a directory.
     *
     * @throws VfsException {@link VfsError#ISDIR}
     */
    void remove(FileId directory, Name name, Caller caller) throws IOException;

    /**
     * Removes an empty directory.
     *
     * @throws VfsException {@link VfsError#NOTDIR}, {@link VfsError#NOTEMPTY}
     */
    void removeDirectory(FileId directory, Name name, Caller caller) throws IOException;

    /**
     * Gives an object another name, replacing, atomically, what has it: a non-directory by a non-directory, an empty
     * directory by a directory. Two names of one object: nothing happens. A change of case alone works where case does not
     * count.
     *
     * @throws VfsException {@link VfsError#INVAL} for a directory into itself; {@link VfsError#XDEV}; {@link VfsError#NOTDIR},
     *     {@link VfsError#ISDIR}, {@link VfsError#NOTEMPTY} for what cannot be replaced
     */
    void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException;
}
