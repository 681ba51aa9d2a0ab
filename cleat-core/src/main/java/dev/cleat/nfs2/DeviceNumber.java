package dev.cleat.nfs2;

import dev.cleat.vfs.Device;

/**
 * The number of a device in 32 bits: eight bits of the minor number lowest, as every UNIX of the time had it, then twelve of
 * the major number, then what the minor number has above.
 */
final class DeviceNumber {
    private DeviceNumber() {}

    static int of(Device device) {
        int minor = device.minor();
        return (minor & 0xFF) | ((device.major() & 0xFFF) << 8) | ((minor & ~0xFF) << 12);
    }

    static Device deviceOf(int number) {
        return new Device((number >>> 8) & 0xFFF, (number & 0xFF) | ((number >>> 12) & 0xFFF00));
    }
}
