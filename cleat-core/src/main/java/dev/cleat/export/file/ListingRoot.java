package dev.cleat.export.file;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** The directory above all exports: each is an entry. What lies behind one is on a volume of its own. */
final class ListingRoot implements Vfs {
    private static final FileId ROOT = new FileId(0, 1);
    private static final long FSID = 0x636c656174L; // unlike any volume's, or tar would take two objects for one
    private static final long FIRST_COOKIE = 3;

    private final List<String> names;
    private final Attributes attributes;

    /**
     * @param names of the exports, in the order of the listing
     */
    ListingRoot(List<String> names, Instant changed) {
        this.names = List.copyOf(names);
        this.attributes = Attributes.builder(FileType.DIRECTORY, 1)
                .mode(0555)
                .links(2 + names.size())
                .size(names.size())
                .fsid(FSID)
                .times(changed)
                .build();
    }

    @Override
    public FileId root() {
        return ROOT;
    }

    @Override
    public Attributes attributes(FileId file) throws VfsException {
        if (!file.equals(ROOT)) {
            throw new VfsException(VfsError.BADHANDLE);
        }
        return attributes;
    }

    /** Exports are found by the table, before this is asked. */
    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws VfsException {
        throw new VfsException(VfsError.NOENT);
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws VfsException {
        throw new VfsException(VfsError.ISDIR);
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) {
        long start = cookie == 0 ? 0 : cookie - FIRST_COOKIE + 1;
        for (long i = start; i >= 0 && i < names.size(); i++) {
            if (!listing.add(Name.of(names.get((int) i)), 2 + i, FIRST_COOKIE + i, null)) {
                return;
            }
        }
    }

    @Override
    public int access(FileId file, Attributes known, Caller caller) {
        return Permissions.READ | Permissions.EXECUTE;
    }

    @Override
    public Blocking blocking() {
        return Blocking.NEVER;
    }
}
