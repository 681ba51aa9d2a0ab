package dev.cleat.vfs.memory;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * A file system in memory, empty at first, with all that POSIX knows: owners and modes, hard and symbolic links, devices,
 * sparse files, times in nanoseconds. It ends with the process: identities of one instance are stale in every other.
 *
 * <p>The root belongs to the superuser and has mode 0755; {@link #setAttributes} changes that.
 *
 * <p>Reads take no lock that a read of something else could hold. {@code Namespace} has the rules for changes.
 */
public final class MemoryVfs implements Vfs, Writable, HardLinks {
    private final InstantSource clock;
    private final Budget budget;
    private final NodeTable nodes;
    private final Namespace namespace;

    /** As large as half of the heap allows. */
    public MemoryVfs() {
        this(Capacity.ofHeap(), InstantSource.system(), new SecureRandom());
    }

    /**
     * @param clock gives all times that callers do not give
     * @param random salts the identities
     */
    public MemoryVfs(Capacity capacity, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        budget = new Budget(capacity);
        nodes = new NodeTable(random.nextInt());
        namespace = new Namespace(nodes, budget, clock);
    }

    @Override
    public FileId root() {
        return namespace.root().id();
    }

    @Override
    public Attributes attributes(FileId file) throws VfsException {
        return nodes.find(file).attributes();
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws VfsException {
        MemoryDirectory parent = nodes.findDirectory(directory);
        Permissions.check(parent.attributes(), caller, Permissions.EXECUTE);
        MemoryNode found =
                name.equals(Name.PARENT) ? parent.parent() : parent.entries().find(name);
        if (found == null) {
            throw new VfsException(
                    name.length() > Limits.POSIX.maxNameLength() ? VfsError.NAMETOOLONG : VfsError.NOENT);
        }
        return new Node(found.id(), found.attributes());
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws VfsException {
        MemoryFile regular = nodes.findFile(file);
        Permissions.checkRead(regular.attributes(), caller);
        checkRange(offset);
        regular.touch(clock);
        return regular.read(offset, into);
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws VfsException {
        MemoryDirectory listed = nodes.findDirectory(directory);
        Permissions.check(listed.attributes(), caller, Permissions.READ);
        listed.touch(clock);
        // Whoever may not search the directory learns names, but neither identities nor attributes.
        boolean searches = (Permissions.granted(listed.attributes(), caller) & Permissions.EXECUTE) != 0;
        boolean withNodes = searches && listing.wantsNodes();
        for (DirectoryEntries.Entry entry : listed.entries().after(cookie)) {
            MemoryNode node = entry.node();
            Node known = withNodes ? new Node(node.id(), node.attributes()) : null;
            if (!listing.add(entry.name(), node.id().low(), entry.cookie(), known)) {
                return;
            }
        }
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws VfsException {
        if (nodes.find(link) instanceof MemoryLink found) {
            found.touch(clock);
            return found.target();
        }
        throw new VfsException(VfsError.INVAL);
    }

    @Override
    public Space space(FileId object) throws VfsException {
        nodes.find(object);
        return budget.space();
    }

    @Override
    public Blocking blocking() {
        return Blocking.NEVER;
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws VfsException {
        return namespace.create(directory, name, object, caller);
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws VfsException {
        MemoryNode node = nodes.find(file);
        Long size = changes.size();
        if (size != null && node instanceof MemoryFile regular) {
            regular.resize(size, changes, caller, clock.instant());
        } else if (!changes.isNone()) {
            node.update(before -> {
                Permissions.checkChanges(before, changes, caller);
                return AttributeRules.changed(before, changes, caller, clock.instant())
                        .build();
            });
        }
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws VfsException {
        MemoryFile regular = nodes.findFile(file);
        checkRange(offset);
        if (offset > Long.MAX_VALUE - data.remaining()) {
            throw new VfsException(VfsError.FBIG);
        }
        regular.write(offset, data, caller, clock.instant());
    }

    /** Makes sure of the object only: what is in memory gets no safer. */
    @Override
    public void commit(FileId object) throws VfsException {
        nodes.find(object);
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws VfsException {
        namespace.remove(directory, name, caller);
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws VfsException {
        namespace.removeDirectory(directory, name, caller);
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller)
            throws VfsException {
        namespace.rename(fromDirectory, from, toDirectory, to, caller);
    }

    @Override
    public void link(FileId file, FileId directory, Name name, Caller caller) throws VfsException {
        namespace.link(file, directory, name, caller);
    }

    private static void checkRange(long offset) throws VfsException {
        if (offset < 0) {
            throw new VfsException(VfsError.INVAL);
        }
    }
}
