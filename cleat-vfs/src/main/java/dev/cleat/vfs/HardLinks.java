package dev.cleat.vfs;

import java.io.IOException;

/** The capability to give an object a further name. */
public interface HardLinks {
    /**
     * @throws VfsException {@link VfsError#EXIST}; {@link VfsError#ISDIR} or {@link VfsError#PERM} for a directory;
     *     {@link VfsError#XDEV}; {@link VfsError#MLINK}
     */
    void link(FileId file, FileId directory, Name name, Caller caller) throws IOException;
}
