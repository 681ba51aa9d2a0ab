package dev.cleat.linux;

/**
 * A mounted file system, or a part of one, as it appears in the tree that is served.
 *
 * @param number stands in the identities of its objects; the same after a restart
 * @param fsid the same after a restart, unlike any other volume's
 * @param mount the kernel's number of the mount; another one after it was mounted again
 * @param device the kernel's number of the device
 * @param top a descriptor of its top directory, really open
 * @param kind what sort of file system it is
 */
record Volume(int number, long fsid, int mount, long device, int top, FileSystemKind kind, ObjectIds ids) {
    boolean holds(Statx stat) {
        // As long as it is open its mount has this number. A subvolume of btrfs has no mount but a device; on overlayfs
        // every
        // layer has a device.
        return stat.mount() == mount && (kind != FileSystemKind.BTRFS || stat.device() == device);
    }
}
