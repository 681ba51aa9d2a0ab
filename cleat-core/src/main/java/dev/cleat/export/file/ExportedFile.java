package dev.cleat.export.file;

import dev.cleat.export.Export;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Stamp;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file as one call sees it: of which export, on whose behalf, and whether the thread may wait. Answers what all protocol
 * versions ask; {@link #writable} leads to what changes it.
 */
public final class ExportedFile {
    /** The longest name of any file system that we know, in bytes. */
    private static final int MAX_NAME = 255;

    /** Behind "." in a listing. */
    private static final long SELF_COOKIE = 1;

    /** Behind ".."; the back end's cookies are above. */
    private static final long PARENT_COOKIE = 2;

    private final ExportTable table;
    private final ActiveExport active;
    private final FileId id;
    private final Caller caller;
    private final Call call;

    ExportedFile(ExportTable table, ActiveExport active, FileId id, Call call, Caller caller) {
        this.table = table;
        this.active = active;
        this.id = id;
        this.call = call;
        this.caller = caller;
    }

    /** The same file for the superuser, whatever the export's rules. */
    ExportedFile asRoot() {
        return new ExportedFile(table, active, id, call, Caller.ROOT);
    }

    public Export export() {
        return active.export();
    }

    public FileId id() {
        return id;
    }

    public Caller caller() {
        return caller;
    }

    /** What a client names this file by. */
    public Opaque handle() {
        return handleOf(id);
    }

    /** What a client names another file of this export by. */
    public Opaque handleOf(FileId file) {
        return table.seal(active, file);
    }

    public Attributes attributes() throws IOException {
        return told(view().attributes(id));
    }

    Stamp stamp() throws IOException {
        return view().stamp(id);
    }

    /** The attributes, for answers that may go without them: null where they cannot be read. */
    public @Nullable Attributes attributesIfKnown() {
        try {
            return attributes();
        } catch (IOException e) {
            return null;
        }
    }

    /** Finds an entry of this directory; "." is itself, and so is ".." at the top of an export. */
    public Found lookup(Name name) throws IOException {
        checkName(name);
        if (name.equals(Name.SELF) || (name.equals(Name.PARENT) && isRoot())) {
            return new Found(this, directoryAttributes());
        }
        ActiveExport below = table.entryOfListing(active, name);
        if (below != null) {
            // Attributes are for a thread that may call that file system: the client will ask for them.
            return new Found(table.root(below.name(), call), null);
        }
        return found(view().lookup(id, name, caller));
    }

    /** Reads into the buffer from its position on; answers whether the end of the file was reached. */
    public boolean read(long offset, ByteBuffer into) throws IOException {
        if (offset < 0) { // unsigned on the wire: far behind the end of any file
            view().read(id, Long.MAX_VALUE, into.duplicate().limit(into.position()), caller);
            return true;
        }
        return view().read(id, offset, into, caller);
    }

    public Name readLink() throws IOException {
        return view().readLink(id, caller);
    }

    /** What the caller may do, as {@link Vfs#access}; writing only where the export allows it. */
    public int access(Attributes attributes) throws IOException {
        return view().access(id, attributes, caller);
    }

    /** Whether anything here could be changed by anybody. */
    public boolean isReadOnly() {
        return export().options().readOnly() || export().vfs().capability(Writable.class) == null;
    }

    public Space space() throws IOException {
        return view().space(id);
    }

    public Limits limits() throws IOException {
        return view().limits(id);
    }

    /** Whether file numbers and cookies of listings stay below 2^31. */
    public boolean tellsShortNumbers() {
        return export().options().shortNumbers();
    }

    /**
     * Offers the entries behind the cookie, "." and ".." first. Where this export {@linkplain #tellsShortNumbers tells short
     * numbers} a page must end as {@link #listShort} says.
     */
    public void list(long cookie, Listing listing) throws IOException {
        if (tellsShortNumbers()) {
            listShort(cookie, listing);
        } else {
            listAll(cookie, listing);
        }
    }

    /**
     * The same with cookies below 2^31, which several entries may share. A full page goes through
     * {@link ShortCookies#endBetween}.
     */
    public void listShort(long cookie, Listing listing) throws IOException {
        if (cookie < 0 || cookie > Integer.MAX_VALUE) {
            throw new VfsException(VfsError.BAD_COOKIE);
        }
        listAll(ShortCookies.cookie((int) cookie), new ShortListing(listing));
    }

    private final class ShortListing implements Listing {
        private final Listing listing;

        ShortListing(Listing listing) {
            this.listing = listing;
        }

        @Override
        public boolean wantsNodes() {
            return listing.wantsNodes();
        }

        @Override
        public boolean add(Name name, long fileId, long cookie, @Nullable Node node) {
            boolean folded = tellsShortNumbers();
            Node told = node == null || !folded ? node : new Node(node.id(), told(node.attributes()));
            return listing.add(name, folded ? ShortCookies.fold(fileId) : fileId, ShortCookies.of(cookie), told);
        }
    }

    private void listAll(long cookie, Listing listing) throws IOException {
        Vfs vfs = view();
        if (cookie == 0) {
            Attributes own = directoryAttributes();
            if (!listing.add(Name.SELF, own.fileId(), SELF_COOKIE, new Node(id, own))) {
                return;
            }
        }
        if (cookie == 0 || cookie == SELF_COOKIE) {
            Node parent = parent();
            if (!listing.add(Name.PARENT, parent.attributes().fileId(), PARENT_COOKIE, parent)) {
                return;
            }
        }
        boolean fromStart = Long.compareUnsigned(cookie, PARENT_COOKIE) <= 0;
        vfs.list(id, fromStart ? 0 : cookie, caller, new Askable(listing));
    }

    /** Without names that no client could ask for: some fail on the whole listing. */
    private record Askable(Listing listing) implements Listing {
        @Override
        public boolean add(Name name, long fileId, long cookie, @Nullable Node node) {
            return name.length() > MAX_NAME || listing.add(name, fileId, cookie, node);
        }

        @Override
        public boolean wantsNodes() {
            return listing.wantsNodes();
        }
    }

    /**
     * The way to change this file.
     *
     * @throws VfsException {@link VfsError#ROFS} where nothing can be changed
     */
    public WritableFile writable() throws VfsException {
        Writable writable = export().vfs().capability(Writable.class);
        if (writable == null || export().options().readOnly()) {
            throw new VfsException(VfsError.ROFS);
        }
        return new WritableFile(table, this, writable);
    }

    Found found(Node node) {
        return new Found(new ExportedFile(table, active, node.id(), call, caller), told(node.attributes()));
    }

    static void checkName(Name name) throws VfsException {
        if (name.length() > MAX_NAME) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        if (!name.isComponent()) {
            throw new VfsException(VfsError.INVAL);
        }
    }

    boolean ignoresCase() {
        return active.ignoresCase();
    }

    ObjectLocks locks() {
        return active.served().locks();
    }

    InetAddress client() {
        return call.client().getAddress();
    }

    /** Has this run if the client is told to ask again later. */
    void whenLate(Runnable runs) {
        if (call.mayBlock()) {
            call.whenLate(runs);
        }
    }

    /** Before a change: one whose caller was told to ask again must not come after what it asked for then. */
    void checkInTime() throws VfsException {
        if (call.isLate()) {
            throw new VfsException(VfsError.JUKEBOX, "too late");
        }
    }

    boolean sharesExport(ExportedFile other) {
        return active.id() == other.active.id();
    }

    /** The attributes as clients of this export are told them. */
    private Attributes told(Attributes attributes) {
        return tellsShortNumbers() ? attributes.withFileId(ShortCookies.fold(attributes.fileId())) : attributes;
    }

    private boolean isRoot() {
        return id.equals(active.root());
    }

    private Node parent() throws IOException {
        if (isRoot()) {
            return new Node(id, attributes());
        }
        try {
            return view().lookup(id, Name.PARENT, Caller.ROOT);
        } catch (VfsException e) {
            if (e.error() != VfsError.ACCES) {
                throw e;
            }
            return new Node(id, attributes()); // whoever may list a folder may not always search it
        }
    }

    private Attributes directoryAttributes() throws IOException {
        Attributes attributes = attributes();
        if (!attributes.isDirectory()) {
            throw new VfsException(VfsError.NOTDIR);
        }
        return attributes;
    }

    private Vfs view() throws VfsException {
        Vfs vfs = export().vfs();
        if (call.mayBlock()) {
            return vfs;
        }
        Vfs immediate = vfs.immediate();
        if (immediate == null) {
            throw new VfsException(VfsError.WOULD_BLOCK);
        }
        return immediate;
    }
}
