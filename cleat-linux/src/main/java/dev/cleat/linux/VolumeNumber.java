package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a volume is called for ever: a hash of its file system's own UUID where that can be had, of its name otherwise. Never
 * of a device number, which is another one after the next boot.
 */
final class VolumeNumber {
    private static final long FS_IOC_GETFSUUID = 0x80111500L;
    private static final int STATFS_FSID = 56;
    private static final Path BY_UUID = Path.of("/dev/disk/by-uuid");

    private VolumeNumber() {}

    /**
     * @param top a descriptor of the volume's top, really open
     * @param place what tells it from other mounts of the same file system, or ""
     * @return not 0
     */
    static long of(Syscalls calls, int top, FileSystemKind kind, MountTable.@Nullable Mount mount, String place) {
        String identity = identity(calls, top, kind, mount);
        try {
            byte[] text = (kind + "\n" + identity + "\n" + place).getBytes(StandardCharsets.ISO_8859_1);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            long number = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                number = (number << 8) | (digest[i] & 0xff);
            }
            return number == 0 ? 1 : number;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has it", e);
        }
    }

    private static String identity(Syscalls calls, int top, FileSystemKind kind, MountTable.@Nullable Mount mount) {
        String uuid = uuid(calls, top);
        String fsid = fsid(calls, top);
        return switch (kind) {
            // One UUID for all subvolumes; the other number tells them apart.
            case BTRFS -> uuid + fsid;
            case EXT, TMPFS -> uuid.isEmpty() ? fsid : uuid;
            case XFS, F2FS, FAT, EXFAT, NTFS, OTHER -> uuid.isEmpty() ? ofDevice(mount) : uuid;
            case OVERLAY, FUSE, CIFS, SMB2, PLAN9 -> named(mount);
        };
    }

    /** Known to the kernel since Linux 6.9; "" where it is not. */
    private static String uuid(Syscalls calls, int top) {
        MemorySegment answer = calls.scratch.struct;
        answer.fill((byte) 0);
        if (calls.control(top, FS_IOC_GETFSUUID, answer) != 0) {
            return "";
        }
        int length = Math.min(answer.get(JAVA_BYTE, 0), 16);
        return HexFormat.of().formatHex(answer.asSlice(1, length).toArray(JAVA_BYTE));
    }

    private static String fsid(Syscalls calls, int top) {
        return calls.volume(top) == 0 ? Long.toHexString(calls.scratch.struct.get(JAVA_LONG, STATFS_FSID)) : "";
    }

    private static String ofDevice(MountTable.@Nullable Mount mount) {
        if (mount != null && mount.source().startsWith("/") && Files.isDirectory(BY_UUID)) {
            try (DirectoryStream<Path> links = Files.newDirectoryStream(BY_UUID)) {
                Path device = Path.of(mount.source()).toRealPath();
                for (Path link : links) {
                    if (link.toRealPath().equals(device)) {
                        return String.valueOf(link.getFileName());
                    }
                }
            } catch (IOException e) {
                // The name has to do, as on machines without such links.
            }
        }
        return named(mount);
    }

    private static String named(MountTable.@Nullable Mount mount) {
        return mount == null ? "" : mount.type() + "\n" + mount.source() + "\n" + mount.point();
    }
}
