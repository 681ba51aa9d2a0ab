package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Stamp;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.hash.SipHash;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a Linux host, served by system calls: identities, times, modes and errors are the kernel's own. Needs Linux 5.8.
 *
 * <p>With the capabilities for it every call is made with the caller's user and groups, so that the kernel decides; without
 * them as the user who started the process, whoever calls. Made for {@link dev.cleat.vfs.ServingThread}s; other platform
 * threads may call as well, at some cost, and are left as they were; virtual threads are refused.
 */
public final class LinuxVfs implements Vfs, Writable, HardLinks {
    private final boolean switching;
    private final Caller self;
    private final Descriptors descriptors;
    private final DirectoryStreams streams;
    private final KeptListings kept;
    private final Objects objects;
    private final Tree tree;
    private final DirectoryListing listing;
    private final Sweeper sweeper;
    private final Vfs immediate;

    private LinuxVfs(
            boolean switching, Caller self, DescriptorBudget budget, Descriptors descriptors, Objects objects) {
        this.switching = switching;
        this.self = self;
        this.descriptors = descriptors;
        this.objects = objects;
        tree = new Tree(objects);
        FileId root = objects.root();
        streams = new DirectoryStreams(descriptors.tick, budget);
        kept = new KeptListings(descriptors.tick);
        listing = new DirectoryListing(streams, kept, tree, new SipHash(root.high(), root.low()));
        sweeper = new Sweeper(descriptors, streams, kept, objects);
        immediate = new ImmediateVfs(switching, self, objects, tree);
    }

    /** Whether this machine runs Linux on a processor whose system calls are known here. */
    public static boolean isSupported() {
        return System.getProperty("os.name").equals("Linux") && CallNumber.areKnown();
    }

    /**
     * @param root a folder; links in this path are followed
     * @throws IOException when it cannot be opened, when nothing could find its objects again after a restart, or on kernels
     *     that are too old
     * @throws UnsupportedOperationException where it is not {@linkplain #isSupported supported}
     */
    public static LinuxVfs open(Path root, LinuxOptions options) throws IOException {
        return open(root, options, null);
    }

    /**
     * @param own what it may keep open together with others; the process's where it is null
     */
    static LinuxVfs open(Path root, LinuxOptions options, @Nullable DescriptorBudget own) throws IOException {
        if (!isSupported()) {
            throw new UnsupportedOperationException("the Linux back end needs Linux on x86-64, AArch64 or RISC-V");
        }
        boolean switching = options.actAsCallers() && Capabilities.allowIdentities();
        Caller self = HostProcess.self();
        Worker worker = Worker.enter(switching);
        try {
            Syscalls calls = worker.calls;
            HostProcess.checkKernel(calls);
            int top = Errno.check(calls.openPath(HostProcess.bytes(root), Flags.O_RDONLY | CallNumber.O_DIRECTORY));
            DescriptorBudget budget = own == null ? DescriptorBudget.ofProcess(calls) : own;
            Descriptors descriptors = new Descriptors(Math.min(options.openFiles(), budget.capacity()), budget);
            boolean opened = false;
            try {
                Objects objects = new Objects(worker, top, options, descriptors);
                opened = true;
                budget.join(descriptors);
                return new LinuxVfs(switching, self, budget, descriptors, objects);
            } finally {
                if (!opened) {
                    calls.close(top);
                }
            }
        } finally {
            worker.leave();
        }
    }

    /** Whether calls are made with the callers' identities, rather than as the user who started the process. */
    public boolean actsAsCallers() {
        return switching;
    }

    /** Of how many directories entries are kept. */
    int keptListings() {
        return kept.size();
    }

    private Worker enter() {
        return Worker.enter(switching);
    }

    /** Whom the kernel will take the caller for. */
    private Caller acting(Caller caller) {
        return switching ? caller : self;
    }

    @Override
    public FileId root() {
        return objects.root();
    }

    @Override
    public Vfs immediate() {
        return immediate;
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file)) {
            return objects.checkLinked(worker, object).attributes(object.volume.fsid());
        } finally {
            worker.leave();
        }
    }

    @Override
    public Stamp stamp(FileId file) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file)) {
            return objects.checkLinked(worker, object).stamp();
        } finally {
            worker.leave();
        }
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor parent = objects.object(worker, directory)) {
            return name.equals(Name.PARENT)
                    ? tree.parent(worker, parent, acting(caller))
                    : tree.lookup(worker, parent, name, acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file)) {
            Statx stat = objects.checkLinked(worker, object);
            long size = stat.size();
            Rights.checkRead(worker, object, stat, acting(caller));
            try (OpenFile open = object.reader(worker.calls)) {
                long end = FileData.read(worker.calls, open.fd, offset, into);
                return into.hasRemaining() || end >= size;
            }
        } finally {
            worker.leave();
        }
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, directory)) {
            this.listing.list(worker, object, cookie, acting(caller), listing);
        } finally {
            worker.leave();
        }
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, link)) {
            if (object.format != Flags.S_IFLNK) {
                throw new VfsException(VfsError.INVAL);
            }
            objects.checkLinked(worker, object);
            int length = Errno.check(worker.calls.readLink(object.fd));
            return Name.of(worker.calls.scratch.path.asSlice(0, length).toArray(JAVA_BYTE));
        } finally {
            worker.leave();
        }
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file)) {
            return Rights.granted(worker, object, objects.checkLinked(worker, object), acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public Space space(FileId file) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file)) {
            Errno.check(worker.calls.volume(object.fd));
            MemorySegment answer = worker.calls.scratch.struct;
            long unit = answer.get(JAVA_LONG, 72);
            long files = answer.get(JAVA_LONG, 40);
            long freeFiles = answer.get(JAVA_LONG, 48);
            return new Space(
                    answer.get(JAVA_LONG, 16) * unit,
                    answer.get(JAVA_LONG, 24) * unit,
                    answer.get(JAVA_LONG, 32) * unit,
                    files,
                    freeFiles,
                    freeFiles);
        } finally {
            worker.leave();
        }
    }

    @Override
    public Limits limits(FileId file) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file)) {
            Limits limits = object.volume.kind().limits();
            return objects.onOneVolume() ? limits : limits.withHomogeneous(false);
        } finally {
            worker.leave();
        }
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor parent = objects.object(worker, directory)) {
            return tree.create(worker, parent, name, object, acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file)) {
            AttributeChange.apply(worker, object, objects.checkLinked(worker, object), changes, acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        Worker worker = enter();
        Caller acting = acting(caller);
        try (Descriptor object = objects.object(worker, file)) {
            Rights.checkWrite(worker, object, objects.checkLinked(worker, object), acting);
            try (OpenFile open = object.writer(worker.calls)) {
                try {
                    FileData.write(worker, open.fd, offset, data, acting);
                } finally {
                    open.changed();
                }
            }
        } finally {
            worker.leave();
        }
    }

    @Override
    public void commit(FileId file) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file)) {
            descriptors.reportLostWrites();
            object.sync(worker.calls);
        } finally {
            worker.leave();
        }
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        remove(directory, name, 0, caller);
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        remove(directory, name, Flags.AT_REMOVEDIR, caller);
    }

    private void remove(FileId directory, Name name, int flags, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor parent = objects.object(worker, directory)) {
            tree.remove(worker, parent, name, flags, acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor source = objects.object(worker, fromDirectory);
                Descriptor target = objects.object(worker, toDirectory)) {
            tree.rename(worker, source, from, target, to, acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void link(FileId file, FileId directory, Name name, Caller caller) throws IOException {
        Worker worker = enter();
        try (Descriptor object = objects.object(worker, file);
                Descriptor parent = objects.object(worker, directory)) {
            tree.link(worker, object, parent, name, acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        streams.close();
        kept.close();
        descriptors.close();
        objects.close();
    }
}
