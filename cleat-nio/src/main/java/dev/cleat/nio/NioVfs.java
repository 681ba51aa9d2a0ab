package dev.cleat.nio;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
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
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.listing.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder of any {@link java.nio.file.FileSystem}: the host's, an archive, one in memory.
 *
 * <p>The process acts as its own user. On the host's own file system, where owners have numbers, modes are enforced for every
 * caller by {@link Permissions}, and what passes is still the kernel's to refuse; only a server that runs as root gives what
 * callers make to them.
 *
 * <p>For file systems that have neither owners nor modes, as Windows' seem to java.nio.file, both are kept beside them, in the map
 * of identities, and enforced in the same way: what a client makes is its own. What others put there belongs to nobody: it shows
 * as the superuser's with mode 0777 (0555 where it is write-protected) until a client changes its mode or owner, by which it
 * becomes that client's. Archives, and file systems that have modes alone, let every caller do what the server may; what they
 * cannot keep is accepted and forgotten, so that {@code cp -p} works.
 *
 * <p>What java.nio.file does not offer is NOTSUPP or lost: devices, FIFOs and sockets cannot be made; repeated and final
 * slashes in the targets of links vanish; the space that a file takes is its size. {@code Path.of("")}'s file system is seen
 * in bytes whatever the locale.
 *
 * <p>What may be done at the same time is {@link TreeLock}'s to say.
 * Threads that call must not be interrupted: that closes the file that they are in, and the next call opens it again.
 */
public final class NioVfs implements Vfs, Writable, HardLinks {
    private static final int MAX_OPEN_FILES = 256;

    private final FileSystemTraits traits;
    private final PathNames names;
    private final IdMap ids;
    private final AttributeStore kept;
    private final Owners owners;
    private final OpenFiles files;
    private final Whereabouts objects;
    private final Contents contents;
    private final Directories directories;
    private final Namespace namespace;
    private final AttributeChanges changes;
    private final TreeLock tree;

    private NioVfs(Path root, IdMap ids) throws IOException {
        this.ids = ids;
        traits = FileSystemTraits.of(root);
        names = new PathNames(root, traits);
        tree = new TreeLock(traits.archive());
        files = new OpenFiles(MAX_OPEN_FILES, System::nanoTime, tree);
        StatReader reader = new StatReader(root, traits);
        kept = new AttributeStore(ids);
        objects = new Whereabouts(root, ids, kept, traits, names, reader, files);
        Folders folders = new Folders(root, traits);
        contents = new Contents(traits, folders, files);
        SipHash cookies = new SipHash(ids.root().high(), ids.root().low());
        Snapshots snapshots = new Snapshots(cookies, InstantSource.system());
        directories = new Directories(objects, names, reader, folders, traits, snapshots);
        owners = traits.kept()
                ? new KeptOwners(kept, new ReadOnlyFlags(traits.dos()), InstantSource.system())
                : new HostOwners(traits);
        changes = new AttributeChanges(traits, owners, contents, InstantSource.system());
        namespace = new Namespace(objects, names, traits, folders, files, contents, new Creation(traits, changes));
    }

    /** Serves this folder; its identities end with the process. */
    public static NioVfs of(Path root) throws IOException {
        return of(root, new InMemoryIdMap());
    }

    /**
     * Serves this folder.
     *
     * @param root an existing folder; a link to one is followed once, now
     * @param ids where identities are kept; closed with this file system
     */
    public static NioVfs of(Path root, IdMap ids) throws IOException {
        return new NioVfs(root.toRealPath(), ids);
    }

    @Override
    public FileId root() {
        return ids.root();
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return tree.steady(() -> objects.attributes(objects.locate(file)));
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return tree.steady(() -> {
            Located parent = objects.locateDirectory(directory);
            check(parent, caller, Permissions.EXECUTE);
            if (name.equals(Name.PARENT)) {
                return objects.node(objects.above(directory));
            }
            Located child = objects.child(parent, name);
            if (child == null) {
                throw new VfsException(VfsError.NOENT);
            }
            return objects.node(child);
        });
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        return tree.moving(() -> {
            OpenFile open = tree.steady(() -> {
                Located located = regular(file);
                if (traits.owners()) {
                    Permissions.checkRead(objects.attributes(located), caller);
                }
                return contents.open(located, false, isOwner(located, caller));
            });
            return contents.read(open, offset, into);
        });
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        tree.moving(() -> {
            if (!data.hasRemaining()) {
                tree.steady(() ->
                        writable(file, caller)); // an archive would write an entry anew that was opened for writing
                return true;
            }
            OpenFile open = tree.steady(() -> {
                Located located = writable(file, caller);
                changes.beforeWrite(located, caller);
                return contents.open(located, true, isOwner(located, caller));
            });
            contents.write(open, offset, data);
            return true;
        });
    }

    private Located writable(FileId file, Caller caller) throws IOException {
        Located located = regular(file);
        if (traits.owners()) {
            Permissions.checkWrite(objects.attributes(located), caller);
        }
        return located;
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        long at = cookie;
        List<Directories.Entry> page = page(directory, at, caller, listing.wantsNodes());
        while (!page.isEmpty()) {
            for (Directories.Entry entry : page) {
                if (!listing.add(entry.name(), entry.fileId(), entry.cookie(), entry.node())) {
                    return;
                }
            }
            at = page.getLast().cookie();
            page = page(directory, at, caller, listing.wantsNodes());
        }
    }

    private List<Directories.Entry> page(FileId directory, long cookie, Caller caller, boolean wantsNodes)
            throws IOException {
        return tree.steady(() -> {
            Located located = objects.locateDirectory(directory);
            check(located, caller, Permissions.READ);
            return directories.page(located, cookie, wantsNodes);
        });
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        return tree.steady(() -> {
            Located located = objects.locate(link);
            if (located.stat().type() != FileType.SYMBOLIC_LINK) {
                throw new VfsException(VfsError.INVAL);
            }
            return names.target(Files.readSymbolicLink(located.path()));
        });
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) {
        int all = Permissions.READ | Permissions.WRITE | Permissions.EXECUTE;
        int granted = traits.owners() ? Permissions.granted(attributes, caller) : all;
        return traits.readOnly() ? granted & ~Permissions.WRITE : granted;
    }

    @Override
    public Space space(FileId object) throws IOException {
        return tree.steady(() -> {
            if (traits.archive()) {
                return Space.UNKNOWN;
            }
            FileStore store = Files.getFileStore(objects.locate(object).path());
            long total = store.getTotalSpace();
            long free = Math.min(total, store.getUnallocatedSpace());
            Space unknown = Space.UNKNOWN;
            return new Space(
                    total,
                    free,
                    Math.min(free, store.getUsableSpace()),
                    unknown.totalFiles(),
                    unknown.freeFiles(),
                    unknown.availableFiles());
        });
    }

    @Override
    public Limits limits(FileId object) {
        return traits.limits();
    }

    @Override
    public Blocking blocking() {
        return traits.blocking();
    }

    @Override
    public <T> @Nullable T capability(Class<T> type) {
        boolean lacking = (type == Writable.class && traits.readOnly())
                || (type == HardLinks.class && (traits.readOnly() || !traits.hardLinks()));
        return lacking || !type.isInstance(this) ? null : type.cast(this);
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        return tree.steady(() -> {
            Located parent = searchable(directory, caller);
            return objects.node(namespace.create(parent, name, object, caller));
        });
    }

    @Override
    public void link(FileId file, FileId directory, Name name, Caller caller) throws IOException {
        tree.steady(() -> {
            Located parent = searchable(directory, caller);
            namespace.link(objects.locate(file), parent, name, caller);
            return true;
        });
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        tree.steady(() -> {
            namespace.remove(searchable(directory, caller), name, caller, false);
            return true;
        });
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        tree.alone(() -> {
            namespace.remove(searchable(directory, caller), name, caller, true);
            return true;
        });
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        tree.alone(() -> {
            Located source = searchable(fromDirectory, caller);
            Located target = fromDirectory.equals(toDirectory) ? source : searchable(toDirectory, caller);
            namespace.rename(source, from, target, to, caller);
            return true;
        });
    }

    @Override
    public void setAttributes(FileId file, SetAttributes wanted, Caller caller) throws IOException {
        tree.steady(() -> {
            Located located = objects.locate(file);
            if (traits.owners()) {
                Attributes before = owners.judgedFor(located, objects.attributes(located), caller);
                Permissions.checkChanges(before, wanted, caller);
            } else {
                AttributeChanges.checkSize(located.stat(), wanted);
            }
            changes.apply(located, wanted, caller);
            return true;
        });
    }

    @Override
    public void commit(FileId object) throws IOException {
        tree.steady(() -> {
            Located located = objects.locate(object);
            contents.commit(located);
            kept.force();
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        try (ids) {
            files.close();
        }
    }

    private Located regular(FileId file) throws IOException {
        Located located = objects.locate(file);
        if (!located.stat().isRegular()) {
            throw new VfsException(located.stat().isDirectory() ? VfsError.ISDIR : VfsError.INVAL);
        }
        return located;
    }

    private Located searchable(FileId directory, Caller caller) throws IOException {
        Located located = objects.locateDirectory(directory);
        check(located, caller, Permissions.EXECUTE);
        return located;
    }

    private void check(Located located, Caller caller, int wanted) throws VfsException {
        if (traits.owners()) {
            Permissions.check(objects.attributes(located), caller, wanted);
        }
    }

    private boolean isOwner(Located located, Caller caller) {
        return traits.owners()
                && (caller.isRoot() || caller.uid() == located.stat().uid());
    }
}
