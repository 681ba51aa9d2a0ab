package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import dev.cleat.vfs.idmap.Moves;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the objects of one volume get identities, and are found again by them. */
sealed interface ObjectIds permits KernelIds, PlaceIds {
    /**
     * The identity of the volume's top, where that is the top of the whole tree.
     *
     * @param stat what was just read of it
     */
    FileId root(Worker worker, int fd, Statx stat) throws IOException;

    /**
     * The identity of an object that was found in a directory, which will find it again after a restart.
     *
     * @param stat what was just read of it; not to be relied on afterwards
     */
    FileId identify(Worker worker, int fd, Statx stat, FileId directory, Name name) throws IOException;

    /** As {@link #identify}, without writing anything down: null where that would be needed. {@code stat} stays valid. */
    @Nullable FileId recognise(Worker worker, int fd, Statx stat, FileId directory, Name name) throws IOException;

    /**
     * The identity of an entry that is not open; null where it takes a descriptor to tell that.
     *
     * @param stat what was just read of the entry
     */
    @Nullable FileId identifyEntry(Worker worker, Descriptor directory, Name name, Statx stat) throws IOException;

    /** Whether it is the kernel that tells them, so that an object has one and the same always. */
    boolean areTheKernels();

    /** The identity of the directory above one. */
    FileId identifyParent(Worker worker, int fd, Statx stat, FileId child) throws IOException;

    /**
     * Names the object again.
     *
     * @return a descriptor that is the caller's to close
     * @throws IOException {@link dev.cleat.vfs.VfsError#STALE} where it is gone
     */
    int open(Worker worker, FileId id) throws IOException;

    /** A name is about to be removed, or to be taken over by another object. */
    void beforeRemoval(Worker worker, Descriptor directory, Name name) throws IOException;

    default void removed(FileId directory, Name name) throws IOException {}

    /** Carries a rename out, and takes note of it. */
    default void rename(Place from, Place to, Moves.Step step) throws IOException {
        step.run();
    }

    default void linked(FileId file, FileId directory, Name name) throws IOException {}
}
