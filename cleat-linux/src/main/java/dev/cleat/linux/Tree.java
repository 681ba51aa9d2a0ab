package dev.cleat.linux;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The tree that is served: finds objects by identity and by name, and changes the names. */
final class Tree implements AutoCloseable {
    private final boolean switching;
    private final Caller self;
    private final Volumes volumes;
    private final FileId root;
    private final Descriptors descriptors;
    private final DirectoryStreams streams;
    private final DirectoryListing listing;
    private final Sweeper sweeper;

    private Tree(boolean switching, Caller self, Volumes volumes, FileId root) {
        this.switching = switching;
        this.self = self;
        this.volumes = volumes;
        this.root = root;
        descriptors = new Descriptors(ProcessLimits.descriptors(Worker.calls()) / 8);
        streams = new DirectoryStreams(descriptors.tick);
        listing = new DirectoryListing(streams, this::entry);
        sweeper = new Sweeper(descriptors, streams);
    }

    static Tree open(Path path, LinuxOptions options) throws IOException {
        Worker probe = Worker.enter(false);
        boolean switching = options.actAsCallers()
                && Capabilities.has(probe.calls, Capabilities.SETUID, Capabilities.SETGID, Capabilities.DAC_OVERRIDE);
        Caller self = ProcessLimits.self();
        Worker worker = Worker.enter(switching);
        try {
            int fd = worker.calls.openPath(bytes(path), Flags.O_RDONLY | CallNumber.O_DIRECTORY);
            Errno.check(fd);
            Volumes volumes = new Volumes(worker, fd, options.crossMounts());
            Errno.check(worker.calls.stat(fd));
            FileId root = volumes.top().ids().identify(worker, fd, worker.calls.scratch.stat, null, null);
            return new Tree(switching, self, volumes, root);
        } finally {
            worker.leave();
        }
    }

    /** The path as the kernel knows it: in the encoding that Java read it with. */
    private static byte[] bytes(Path path) {
        String encoding = System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name());
        return path.toString().getBytes(Charset.forName(encoding));
    }

    FileId root() {
        return root;
    }

    boolean actsAsCallers() {
        return switching;
    }

    Worker enter() {
        return Worker.enter(switching);
    }

    /** Whom the kernel will take the caller for. */
    Caller acting(Caller caller) {
        return switching ? caller : self;
    }

    /** The object with this identity, held by the caller. */
    Descriptor object(Worker worker, FileId id) throws IOException {
        Descriptor present = descriptors.find(id);
        if (present != null) {
            return present;
        }
        Volume volume = volumes.of(worker, id);
        int fd = volume.ids().open(worker, id);
        int answer = worker.calls.stat(fd);
        if (answer < 0) {
            worker.calls.close(fd);
            throw Errno.failure(answer);
        }
        return descriptors.adopt(id, volume, fd, worker.calls.scratch.stat.format());
    }

    Attributes attributes(Worker worker, Descriptor object) throws VfsException {
        return checkLinked(worker, object).attributes(object.volume.fsid());
    }

    /**
     * What is known of an object now.
     *
     * @throws VfsException {@link VfsError#STALE} where it lives on only because it is open here
     */
    Statx checkLinked(Worker worker, Descriptor object) throws VfsException {
        Errno.check(worker.calls.stat(object.fd));
        Statx stat = worker.calls.scratch.stat;
        if (stat.links() == 0) {
            descriptors.forget(object.id);
            throw new VfsException(VfsError.STALE);
        }
        return stat;
    }

    private static void refuseDots(Name name, VfsError error) throws VfsException {
        if (name.isDots()) {
            throw new VfsException(error);
        }
    }

    Node lookup(Worker worker, Descriptor directory, Name name, Caller caller) throws IOException {
        int fd;
        worker.become(caller);
        try {
            fd = worker.calls.open(directory.fd, name, Flags.NAME_ONLY, 0, 0);
        } finally {
            worker.service();
        }
        if (fd < 0) {
            throw failure(worker, directory, fd);
        }
        return adopt(worker, directory, name, fd);
    }

    /** The directory above; that of the root is the root. */
    Node parent(Worker worker, Descriptor directory, Caller caller) throws IOException {
        int fd;
        worker.become(caller);
        try {
            fd = directory.id.equals(root)
                    ? worker.calls.reopen(directory.fd, Flags.O_PATH)
                    : worker.calls.openParent(directory.fd);
        } finally {
            worker.service();
        }
        if (fd < 0) {
            throw failure(worker, directory, fd);
        }
        return adopt(worker, directory, null, fd);
    }

    /** The node of an entry that is being listed; null where it is gone, not to be seen, or on another volume. */
    private @Nullable Node entry(Worker worker, Descriptor directory, Name name, Caller caller) throws IOException {
        int fd;
        worker.become(caller);
        try {
            fd = worker.calls.open(directory.fd, name, Flags.NAME_ONLY, 0, Flags.RESOLVE_NO_XDEV);
        } finally {
            worker.service();
        }
        if (fd < 0) {
            return null;
        }
        try {
            Statx stat = worker.calls.scratch.stat;
            if (worker.calls.stat(fd) < 0 || !directory.volume.holds(stat)) {
                return null;
            }
            FileId id = directory.volume.ids().identify(worker, fd, stat, directory.id, name);
            return new Node(id, stat.attributes(directory.volume.fsid()));
        } finally {
            worker.calls.close(fd);
        }
    }

    /** Makes a node of an object that was just found, and keeps its descriptor. */
    private Node adopt(Worker worker, Descriptor directory, @Nullable Name name, int fd) throws IOException {
        boolean kept = false;
        try {
            Errno.check(worker.calls.stat(fd));
            Statx stat = worker.calls.scratch.stat;
            Volume volume = volumes.of(worker, directory.volume, fd, stat);
            if (volume.number() != directory.volume.number()) {
                Errno.check(worker.calls.stat(fd));
            }
            FileId id = volume.ids().identify(worker, fd, stat, directory.id, name);
            Node node = new Node(id, stat.attributes(volume.fsid()));
            kept = true;
            descriptors.adopt(id, volume, fd, stat.format()).close();
            return node;
        } finally {
            if (!kept) {
                worker.calls.close(fd);
            }
        }
    }

    void list(Worker worker, Descriptor directory, long cookie, Caller caller, Listing into) throws IOException {
        listing.list(worker, directory, cookie, caller, into);
    }

    Limits limits(Descriptor object) {
        Limits limits = object.volume.kind().limits();
        return volumes.isSingle() ? limits : limits.withHomogeneous(false);
    }

    Node create(Worker worker, Descriptor directory, Name name, NewObject object, Caller caller) throws IOException {
        refuseDots(name, VfsError.EXIST);
        int made = new Creation(worker, directory, name, caller).make(object);
        if (made < 0) {
            throw failure(worker, directory, made);
        }
        if (!(object instanceof NewObject.RegularFile)) {
            return adopt(worker, directory, name, made);
        }
        int named = worker.calls.reopen(made, Flags.O_PATH);
        if (named < 0) {
            worker.calls.close(made);
            throw Errno.failure(named);
        }
        Node node = adopt(worker, directory, name, named);
        try (Descriptor descriptor = object(worker, node.id())) {
            descriptor.adoptWriter(made);
        }
        return node;
    }

    void remove(FileId directory, Name name, int flags, Caller caller) throws IOException {
        refuseDots(name, VfsError.INVAL);
        Worker worker = enter();
        try (Descriptor parent = object(worker, directory)) {
            int answer;
            worker.become(acting(caller));
            try {
                answer = worker.calls.remove(parent.fd, name, flags);
            } finally {
                worker.service();
            }
            if (answer < 0) {
                throw failure(worker, parent, notEmpty(answer));
            }
        } finally {
            worker.leave();
        }
    }

    void rename(Worker worker, Descriptor source, Name from, Descriptor target, Name to, Caller caller)
            throws IOException {
        refuseDots(from, VfsError.INVAL);
        refuseDots(to, VfsError.INVAL);
        int answer;
        worker.become(caller);
        try {
            answer = worker.calls.rename(source.fd, from, target.fd, to);
        } finally {
            worker.service();
        }
        if (answer < 0) {
            throw failure(worker, target, notEmpty(answer));
        }
    }

    void link(Worker worker, Descriptor object, Descriptor directory, Name name, Caller caller) throws IOException {
        refuseDots(name, VfsError.EXIST);
        int answer;
        worker.become(caller);
        try {
            answer = worker.calls.link(object.fd, directory.fd, name);
        } finally {
            worker.service();
        }
        if (answer == -Errno.ENOENT) {
            checkLinked(worker, object);
        }
        if (answer < 0) {
            throw failure(worker, directory, answer);
        }
    }

    void commit(Worker worker, Descriptor object) throws IOException {
        descriptors.reportLostWrites();
        if (!object.isRegular() && !object.isDirectory()) {
            // What cannot be opened cannot be synced by itself.
            Errno.check(worker.calls.syncVolume(object.volume.top()));
            return;
        }
        OpenFile present = object.present();
        try (OpenFile file = present != null ? present : object.reader(worker.calls)) {
            file.sync(worker.calls);
        }
    }

    /** Some file systems say that the name exists where they mean that the directory there is not empty. */
    private static int notEmpty(int answer) {
        return answer == -Errno.EEXIST ? -Errno.ENOTEMPTY : answer;
    }

    /** Tells a name that is not there from a directory that is not there. */
    private VfsException failure(Worker worker, Descriptor directory, int answer) {
        boolean gone = answer == -Errno.ENOENT
                && worker.calls.stat(directory.fd) == 0
                && worker.calls.scratch.stat.links() == 0;
        if (gone) {
            descriptors.forget(directory.id);
        }
        return gone ? new VfsException(VfsError.STALE) : Errno.failure(answer);
    }

    @Override
    public void close() throws IOException {
        sweeper.close();
        streams.close();
        descriptors.close();
        volumes.close();
    }
}
