package dev.cleat.vfs;

/** The number of a character or block device. {@link #NONE} on everything else. */
public record Device(int major, int minor) {
    public static final Device NONE = new Device(0, 0);
}
