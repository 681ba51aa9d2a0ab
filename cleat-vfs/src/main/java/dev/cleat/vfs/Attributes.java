package dev.cleat.vfs;

import java.time.Instant;

/**
 * What is known of an object: the {@code fattr3} of RFC 1813 §2.6, in Java's types.
 *
 * @param type never changes during the life of the object
 * @param mode the twelve permission bits, 07777
 * @param links the number of names; at least 1
 * @param uid the owner, unsigned
 * @param gid the group, unsigned
 * @param size in bytes; of a symbolic link the length of its target
 * @param used bytes that the object takes on the medium
 * @param device the number of a device, otherwise {@link Device#NONE}
 * @param fsid the file system that the object is on; equal for all objects of one volume
 * @param fileId the object's number in that file system; never 0
 * @param accessed last read
 * @param modified last change of the contents
 * @param changed last change of contents or attributes; set by the file system alone
 */
public record Attributes(
        FileType type,
        int mode,
        int links,
        int uid,
        int gid,
        long size,
        long used,
        Device device,
        long fsid,
        long fileId,
        Instant accessed,
        Instant modified,
        Instant changed) {

    public static final int MODE_MASK = 07777;
    public static final int SETUID = 04000;
    public static final int SETGID = 02000;
    public static final int STICKY = 01000;

    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    public boolean isRegular() {
        return type == FileType.REGULAR;
    }

    public static Builder builder(FileType type, long fileId) {
        return new Builder(type, fileId);
    }

    public Attributes withFileId(long value) {
        return new Attributes(
                type, mode, links, uid, gid, size, used, device, fsid, value, accessed, modified, changed);
    }

    /** Starts from these values. */
    public Builder toBuilder() {
        return new Builder(type, fileId)
                .mode(mode)
                .links(links)
                .owner(uid, gid)
                .size(size)
                .used(used)
                .device(device)
                .fsid(fsid)
                .times(accessed, modified, changed);
    }

    /** Starts from values that suit a small file of root's: mode 0644 (directories and links 0755, 0777), one link, times at the epoch. */
    public static final class Builder {
        private final FileType type;
        private final long fileId;
        private int mode;
        private int links = 1;
        private int uid;
        private int gid;
        private long size;
        private long used = -1;
        private Device device = Device.NONE;
        private long fsid = 1;
        private Instant accessed = Instant.EPOCH;
        private Instant modified = Instant.EPOCH;
        private Instant changed = Instant.EPOCH;

        private Builder(FileType type, long fileId) {
            this.type = type;
            this.fileId = fileId;
            this.mode = switch (type) {
                case DIRECTORY -> 0755;
                case SYMBOLIC_LINK -> 0777;
                case REGULAR, BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET -> 0644;
            };
        }

        public Builder mode(int mode) {
            this.mode = mode & MODE_MASK;
            return this;
        }

        public Builder links(int links) {
            this.links = links;
            return this;
        }

        public Builder owner(int uid, int gid) {
            this.uid = uid;
            this.gid = gid;
            return this;
        }

        /** In bytes; {@link #used} follows it unless set apart. */
        public Builder size(long size) {
            this.size = size;
            return this;
        }

        public Builder used(long used) {
            this.used = used;
            return this;
        }

        public Builder device(Device device) {
            this.device = device;
            return this;
        }

        public Builder fsid(long fsid) {
            this.fsid = fsid;
            return this;
        }

        /** All three times at once. */
        public Builder times(Instant time) {
            return times(time, time, time);
        }

        public Builder times(Instant accessed, Instant modified, Instant changed) {
            this.accessed = accessed;
            this.modified = modified;
            this.changed = changed;
            return this;
        }

        public Builder accessed(Instant time) {
            this.accessed = time;
            return this;
        }

        public Builder modified(Instant time) {
            this.modified = time;
            return this;
        }

        public Builder changed(Instant time) {
            this.changed = time;
            return this;
        }

        public Attributes build() {
            return new Attributes(
                    type,
                    mode,
                    links,
                    uid,
                    gid,
                    size,
                    used < 0 ? size : used,
                    device,
                    fsid,
                    fileId,
                    accessed,
                    modified,
                    changed);
        }
    }
}
