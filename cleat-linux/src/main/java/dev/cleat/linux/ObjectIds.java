package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the objects of one volume get identities, and are found again by them. */
sealed interface ObjectIds permits KernelIds {
    /**
     * The identity of an open object, which will find it again after a restart.
     *
     * @param stat what was just read of it
     * @param directory where it was found, with its name; null for the top directory
     */
    FileId identify(Worker worker, int fd, Statx stat, @Nullable FileId directory, @Nullable Name name)
            throws IOException;

    /**
     * Names the object again.
     *
     * @return a descriptor that is the caller's to close
     * @throws IOException {@link dev.cleat.vfs.VfsError#STALE} where it is gone
     */
    int open(Worker worker, FileId id) throws IOException;
}
