package dev.cleat.vfs.decorate;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.decorate.SymlinkFiles.Place;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Where files that are named like links, or were, have last been seen: it is the name that makes a link of a file, and an
 * identity does not tell it.
 *
 * <p>Two tables of fixed size, in which a newcomer takes the place of whoever has the same hash: a file that is forgotten is
 * taken for what it was until it is looked up again. Safe for many threads.
 */
final class Sightings {
    private static final int SIZE = 4096;
    private static final int SHIFT = Integer.numberOfLeadingZeros(SIZE) + 1;

    /** By file; the place is null where only the identity was met. */
    private final AtomicReferenceArray<@Nullable Sighting> files = new AtomicReferenceArray<>(SIZE);

    private final AtomicReferenceArray<@Nullable Place> ownNames = new AtomicReferenceArray<>(SIZE);

    private record Sighting(FileId file, @Nullable Place place) {}

    /** The file was seen there, under a name like that of a link's file. */
    void saw(FileId file, Place place) {
        files.set(index(file), new Sighting(file, place));
    }

    /** The file was seen there, under any other name. */
    void sawAsOther(FileId file, Place place) {
        if (knows(file)) {
            saw(file, place);
        }
    }

    /** Somebody has an identity that this file was given as a link, or as a text like one. */
    void met(FileId file) {
        if (!knows(file)) {
            files.set(index(file), new Sighting(file, null));
        }
    }

    @Nullable Place lastPlace(FileId file) {
        Sighting sighting = files.get(index(file));
        return sighting != null && sighting.file.equals(file) ? sighting.place : null;
    }

    /** The file of a link was shown under its own name, as something else has the link's. */
    void showedOwnName(Place place) {
        ownNames.set(index(place), place);
    }

    boolean hasShownOwnName(Place place) {
        return place.equals(ownNames.get(index(place)));
    }

    void forgetOwnName(Place place) {
        if (hasShownOwnName(place)) {
            ownNames.set(index(place), null);
        }
    }

    private boolean knows(FileId file) {
        Sighting sighting = files.get(index(file));
        return sighting != null && sighting.file.equals(file);
    }

    private static int index(Object key) {
        return (key.hashCode() * 0x9E3779B9) >>> SHIFT;
    }
}
