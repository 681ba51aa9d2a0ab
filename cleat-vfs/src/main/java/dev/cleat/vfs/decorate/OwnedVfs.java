package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file system in which everything belongs to one user and one group, whose numbers need not exist on this machine.
 *
 * <p>That user acts below as somebody else, mostly as whoever owns the files there; members of the group act as a stranger of his
 * group, and all others as strangers, so that modes mean for them what they say. The superuser remains one. Owners cannot be
 * changed: PERM, unless to what they are.
 */
public final class OwnedVfs extends ForwardingVfs {
    /** Of most systems' "nobody". */
    private static final int NOBODY = 65534;

    private final int uid;
    private final int gid;
    private final Caller owner;
    private final Caller member;
    private final Caller stranger;

    /**
     * @param uid whom everything seems to belong to, unsigned
     * @param gid and to which group, unsigned
     * @param owner whom it belongs to below
     */
    public OwnedVfs(Vfs below, int uid, int gid, Caller owner) {
        super(below);
        this.uid = uid;
        this.gid = gid;
        this.owner = owner;
        this.member = new Caller(NOBODY, owner.gid());
        this.stranger = new Caller(NOBODY, NOBODY);
    }

    private Caller actor(Caller caller) {
        if (caller.uid() == uid) {
            return owner;
        }
        if (caller.isRoot()) {
            return Caller.ROOT;
        }
        return caller.isMember(gid) ? member : stranger;
    }

    private Attributes shown(Attributes attributes) {
        return attributes.toBuilder().owner(uid, gid).build();
    }

    private Node shown(Node node) {
        return new Node(node.id(), shown(node.attributes()));
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return shown(super.attributes(file));
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return shown(super.lookup(directory, name, actor(caller)));
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        return super.read(file, offset, into, actor(caller));
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        super.list(directory, cookie, actor(caller), new Listing() {
            @Override
            public boolean wantsNodes() {
                return listing.wantsNodes();
            }

            @Override
            public boolean add(Name name, long fileId, long next, @Nullable Node node) {
                return listing.add(name, fileId, next, node == null ? null : shown(node));
            }
        });
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        return super.readLink(link, actor(caller));
    }

    /** Asks anew below, where the owner is another. */
    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        return super.access(file, super.attributes(file), actor(caller));
    }

    @Override
    protected Vfs immediate(Vfs immediateBelow) {
        return new OwnedVfs(immediateBelow, uid, gid, owner);
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new Owned(writableBelow);
    }

    @Override
    protected HardLinks hardLinks(HardLinks hardLinksBelow) {
        return (file, directory, name, caller) -> hardLinksBelow.link(file, directory, name, actor(caller));
    }

    private SetAttributes withoutOwner(SetAttributes changes) throws VfsException {
        Integer newUid = changes.uid();
        Integer newGid = changes.gid();
        if ((newUid != null && newUid != uid) || (newGid != null && newGid != gid)) {
            throw new VfsException(VfsError.PERM, "the owner is fixed");
        }
        return new SetAttributes(changes.mode(), null, null, changes.size(), changes.accessed(), changes.modified());
    }

    private NewObject withoutOwner(NewObject object) throws VfsException {
        return switch (object) {
            case NewObject.RegularFile file -> new NewObject.RegularFile(withoutOwner(file.attributes()));
            case NewObject.Directory directory -> new NewObject.Directory(withoutOwner(directory.attributes()));
            case NewObject.SymbolicLink link ->
                new NewObject.SymbolicLink(link.target(), withoutOwner(link.attributes()));
            case NewObject.Special special ->
                new NewObject.Special(special.type(), special.device(), withoutOwner(special.attributes()));
        };
    }

    private final class Owned extends ForwardingWritable {
        Owned(Writable below) {
            super(below);
        }

        @Override
        public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
            return shown(super.create(directory, name, withoutOwner(object), actor(caller)));
        }

        @Override
        public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
            super.setAttributes(file, withoutOwner(changes), actor(caller));
        }

        @Override
        public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
            super.write(file, offset, data, actor(caller));
        }

        @Override
        public void remove(FileId directory, Name name, Caller caller) throws IOException {
            super.remove(directory, name, actor(caller));
        }

        @Override
        public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
            super.removeDirectory(directory, name, actor(caller));
        }

        @Override
        public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller)
                throws IOException {
            super.rename(fromDirectory, from, toDirectory, to, actor(caller));
        }
    }
}
