package dev.cleat.linux;

/**
 * A mounted file system, or a part of one, as it appears in the tree that is served. Held by all that is open on it, so that
 * it can be given back to the host once nothing is.
 */
final class Volume extends Shared {
    private final int number;
    private final long fsid;
    private final int mount;
    private final long device;
    private final int top;
    private final FileSystemKind kind;
    private final ObjectIds ids;

    /**
     * @param fsid the same after a restart, unlike any other volume's; its upper half stands in the identities of its objects
     * @param mount the kernel's number of the mount; another one after it was mounted again
     * @param device the kernel's number of the device
     * @param top a descriptor of its top, really open; closed with this
     */
    Volume(long fsid, int mount, long device, int top, FileSystemKind kind, ObjectIds ids, Tick tick) {
        super(tick);
        this.number = numberOf(fsid);
        this.fsid = fsid;
        this.mount = mount;
        this.device = device;
        this.top = top;
        this.kind = kind;
        this.ids = ids;
    }

    static int numberOf(long fsid) {
        return (int) (fsid >>> 32);
    }

    int number() {
        return number;
    }

    long fsid() {
        return fsid;
    }

    int top() {
        return top;
    }

    FileSystemKind kind() {
        return kind;
    }

    ObjectIds ids() {
        return ids;
    }

    /** Whether an object is on this volume. */
    boolean holds(Statx stat) {
        return holds(stat.mount(), stat.device());
    }

    boolean holds(int otherMount, long otherDevice) {
        // As long as it is open its mount has this number. A subvolume of btrfs has no mount but a device; on overlayfs
        // every
        // layer has a device.
        return otherMount == mount && (kind != FileSystemKind.BTRFS || otherDevice == device);
    }

    @Override
    void free() {
        Worker.calls().close(top);
    }
}
