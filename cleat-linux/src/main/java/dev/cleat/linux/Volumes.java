package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.IdMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The volumes that make up the tree: the one that the root is on, and those mounted below it, found when somebody first
 * comes across them and given up when they are idle.
 *
 * <p>Locking: read without a lock; a volume is added under this object's monitor.
 */
final class Volumes implements AutoCloseable {
    private final LinuxOptions options;
    private final Objects objects;
    private final Tick tick;
    private final Volume top;
    private final String topPath;
    private volatile Volume[] known;
    private @Nullable IdMap map;

    /**
     * @param root a descriptor of the root, really open; closed with this
     * @param objects what identities that are places are resolved by
     */
    Volumes(Worker worker, int root, LinuxOptions options, Objects objects, Tick tick) throws IOException {
        this.options = options;
        this.objects = objects;
        this.tick = tick;
        this.topPath = path(worker.calls, root);
        Errno.check(worker.calls.stat(root));
        Statx stat = worker.calls.scratch.stat;
        int mount = stat.mount();
        long device = stat.device();
        top = make(worker.calls, root, mount, device, MountTable.read().byId(mount), "");
        known = new Volume[] {top};
    }

    /** The volume that the root is on. */
    Volume top() {
        return top;
    }

    /** Whether there is but one volume, so far. */
    boolean isSingle() {
        return known.length == 1;
    }

    /**
     * The volume of an object; held by the caller.
     *
     * @param parent the volume of the directory where it was found
     * @param fd a descriptor of it
     * @param stat what was just read of it
     * @throws IOException {@link VfsError#ACCES} where another volume begins, but is not to be entered
     */
    Volume of(Worker worker, Volume parent, int fd, Statx stat) throws IOException {
        if (parent.holds(stat) && parent.retain()) {
            return parent;
        }
        Volume found = holding(stat.mount(), stat.device());
        if (found != null) {
            return found;
        }
        if (!options.crossMounts()) {
            throw new VfsException(VfsError.ACCES, "another volume is mounted there");
        }
        return add(worker, fd, stat.mount(), stat.device());
    }

    /**
     * The volume that an identity speaks of; held by the caller.
     *
     * @throws IOException {@link VfsError#STALE} where it is not mounted
     */
    Volume of(Worker worker, FileId id) throws IOException {
        int number = HandleShape.volume(id);
        Volume found = numbered(number);
        if (found == null && options.crossMounts()) {
            discover(worker);
            found = numbered(number);
        }
        if (found == null) {
            throw new VfsException(VfsError.STALE, "its volume is not mounted");
        }
        return found;
    }

    private @Nullable Volume numbered(int number) {
        for (Volume volume : known) {
            if (volume.number() == number && volume.retain()) {
                return volume;
            }
        }
        return null;
    }

    private @Nullable Volume holding(int mount, long device) {
        for (Volume volume : known) {
            if (volume.holds(mount, device) && volume.retain()) {
                return volume;
            }
        }
        return null;
    }

    /** Gives up volumes that nothing was open on for so many ticks, so that the host can unmount them. */
    synchronized void sweep(int ticks) {
        for (Volume volume : known) {
            if (!volume.equals(top) && volume.isUnused() && volume.idleFor() >= ticks) {
                known = Arrays.stream(known)
                        .filter(other -> !other.equals(volume))
                        .toArray(Volume[]::new);
                volume.release();
            }
        }
    }

    /** Looks for volumes that nobody has come across since the start. */
    private void discover(Worker worker) throws IOException {
        for (MountTable.Mount mount : MountTable.read().mounts()) {
            if (mount.isBelow(topPath)) {
                String relative = mount.point().substring(topPath.length() + (topPath.endsWith("/") ? 0 : 1));
                byte[] path = relative.getBytes(StandardCharsets.ISO_8859_1);
                int fd = worker.calls.openBeneath(top.top(), path);
                if (fd < 0) {
                    continue;
                }
                try {
                    if (worker.calls.stat(fd) == 0) {
                        of(worker, top, fd, worker.calls.scratch.stat).close();
                    }
                } finally {
                    worker.calls.close(fd);
                }
            }
        }
    }

    private synchronized Volume add(Worker worker, int fd, int mount, long device) throws IOException {
        Volume present = holding(mount, device);
        if (present != null) {
            return present;
        }
        MountTable table = MountTable.read();
        MountTable.Mount found = table.byId(mount);
        String place =
                found == null ? "" : table.isRepeated(found) ? found.root() + "\n" + found.point() : found.root();
        int opened = Errno.check(worker.calls.reopen(fd, Flags.O_RDONLY | Flags.O_NONBLOCK | Flags.O_NOCTTY));
        Volume added;
        try {
            added = make(worker.calls, opened, mount, device, found, place);
        } catch (IOException e) {
            worker.calls.close(opened);
            throw e;
        }
        added.retain();
        Volume[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = added;
        known = more;
        return added;
    }

    private Volume make(
            Syscalls calls, int opened, int mount, long device, MountTable.@Nullable Mount found, String place)
            throws IOException {
        Errno.check(calls.volume(opened));
        FileSystemKind kind = FileSystemKind.of(calls.scratch.struct.get(JAVA_LONG, 0));
        long fsid = VolumeNumber.of(calls, opened, kind, found, place);
        ObjectIds ids = ids(calls, Volume.numberOf(fsid), opened, kind);
        if (ids == null) {
            throw new VfsException(
                    VfsError.NOTSUPP,
                    "nothing would find the objects on " + (found == null ? kind : found.point())
                            + " after a restart: it takes CAP_DAC_READ_SEARCH or a map");
        }
        return new Volume(fsid, mount, device, opened, kind, ids, tick);
    }

    private @Nullable ObjectIds ids(Syscalls calls, int number, int opened, FileSystemKind kind) throws IOException {
        HandleShape shape = kind.hasLastingNumbers() ? HandleShape.of(calls, opened) : null;
        ObjectIds kernelIds = shape != null && options.kernelHandles()
                ? KernelIds.probe(calls, number, opened, shape, objects)
                : null;
        if (kernelIds != null) {
            return kernelIds;
        }
        if (map == null && options.idMap() != null) {
            map = options.idMap().open();
        }
        return map == null
                ? null
                : new PlaceIds(map, new Fingerprint(number, kind, shape), kind.hasLastingNumbers(), objects, opened);
    }

    private static String path(Syscalls calls, int descriptor) throws VfsException {
        int length = Errno.check(calls.descriptorPath(descriptor));
        byte[] bytes = calls.scratch.path.asSlice(0, length).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public synchronized void close() throws IOException {
        for (Volume volume : known) {
            volume.release();
        }
        if (map != null) {
            map.close();
        }
    }
}
