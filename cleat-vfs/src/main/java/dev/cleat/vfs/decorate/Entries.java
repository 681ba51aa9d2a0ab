package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looking at directories of the file system below a decorator. */
final class Entries {
    private static final int PAGE = 32;

    /** An entry as {@link Listing#add} has it. */
    record Entry(
            Name name, long fileId, long cookie, @Nullable Node node) {}

    /** Takes an entry, or tells that the listing is full. */
    interface Offer {
        boolean offer(Entry entry) throws IOException;
    }

    private Entries() {}

    /** An entry, or null where there is none. */
    static @Nullable Node find(Vfs below, FileId directory, Name name, Caller caller) throws IOException {
        try {
            return below.lookup(directory, name, caller);
        } catch (IOException e) {
            if (VfsException.errorOf(e) == VfsError.NOENT) {
                return null;
            }
            throw e;
        }
    }

    /** The same for a name that nobody has asked for, and that may be too long or not possible: then there is none, either. */
    static @Nullable Node probe(Vfs below, FileId directory, Name name, Caller caller) throws IOException {
        try {
            return find(below, directory, name, caller);
        } catch (IOException e) {
            VfsError error = VfsException.errorOf(e);
            if (error == VfsError.NAMETOOLONG || error == VfsError.INVAL) {
                return null;
            }
            throw e;
        }
    }

    /** Lists so that each entry is offered when no call is under way below, and may make calls itself. */
    static void list(Vfs below, FileId directory, long cookie, Caller caller, boolean wantsNodes, Offer offer)
            throws IOException {
        long at = cookie;
        List<Entry> page;
        do {
            page = new ArrayList<>(PAGE);
            below.list(directory, at, caller, new Page(page, wantsNodes));
            for (Entry entry : page) {
                at = entry.cookie;
                if (!offer.offer(entry)) {
                    return;
                }
            }
        } while (page.size() == PAGE);
    }

    private record Page(List<Entry> entries, boolean wantsNodes) implements Listing {
        @Override
        public boolean add(Name name, long fileId, long cookie, @Nullable Node node) {
            return entries.size() < PAGE && entries.add(new Entry(name, fileId, cookie, node));
        }
    }
}
