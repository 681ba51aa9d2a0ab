package dev.cleat.linux;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import org.jspecify.annotations.Nullable;

/**
 * An object that the kernel keeps for us. {@link #fd} only names it: that needs no rights, wakes no device, and keeps its
 * type and identity from changing. What is needed for its data is opened when it is first wanted.
 *
 * <p>Locking: the two open files are guarded by this object's monitor.
 */
final class Descriptor extends Shared {
    private static final int CLOCK_TICK_MILLIS = 50;
    private static final int OWNER_MAY = 0600;

    final FileId id;
    final Volume volume;
    final int fd;
    /** One of the {@code S_IF} constants. */
    final int format;

    private final Descriptors owner;
    /** The time of change at which it had no access list. */
    private volatile long plainSince = Long.MIN_VALUE;

    private @Nullable OpenFile reader;
    private @Nullable OpenFile writer;

    Descriptor(FileId id, Volume volume, int fd, int format, Descriptors owner) {
        super(owner.tick);
        this.id = id;
        this.volume = volume;
        this.fd = fd;
        this.format = format;
        this.owner = owner;
        if (!volume.retain()) {
            throw new IllegalStateException("given up while its finder holds it");
        }
    }

    /**
     * Whether the mode alone says who may do what: the kernel decides itself, and there is no access list.
     *
     * @param stat what was just read of it: a list cannot come without moving the time of change
     */
    boolean hasPlainMode(Syscalls calls, Statx stat) {
        if (!volume.kind().isLocal()) {
            return false;
        }
        long changed = stat.changedNanos();
        if (changed == plainSince) {
            return true;
        }
        if (calls.hasAccessList(fd)) {
            return false;
        }
        // Two changes within one tick of the file system's clock would look like one.
        if (changed < (System.currentTimeMillis() - CLOCK_TICK_MILLIS) * 1_000_000) {
            plainSince = changed;
        }
        return true;
    }

    boolean isRegular() {
        return format == Flags.S_IFREG;
    }

    boolean isDirectory() {
        return format == Flags.S_IFDIR;
    }

    /** The object opened for reading, perhaps for more; held by the caller, who is the service. */
    synchronized OpenFile reader(Syscalls calls) throws VfsException {
        if (writer != null) {
            return held(writer);
        }
        if (reader == null) {
            reader = open(calls, Flags.O_RDONLY, false);
        }
        return held(reader);
    }

    /** The object opened for reading and writing; held by the caller, who is the service. */
    synchronized OpenFile writer(Syscalls calls) throws VfsException {
        if (writer == null) {
            writer = open(calls, Flags.O_RDWR, true);
        }
        return held(writer);
    }

    /** The object as it is open now, or null where it is not; held by the caller. */
    synchronized @Nullable OpenFile present() {
        OpenFile open = writer != null ? writer : reader;
        return open == null ? null : held(open);
    }

    /** Puts the object's contents and attributes on the disk. */
    void sync(Syscalls calls) throws VfsException {
        if (!isRegular() && !isDirectory()) {
            // What cannot be opened cannot be synced by itself.
            Errno.check(calls.syncVolume(volume.top()));
            return;
        }
        OpenFile present = present();
        try (OpenFile file = present != null ? present : openToSync(calls)) {
            if (file != null) {
                file.sync(calls);
            }
        }
    }

    /** Null where the file may not be opened, and the whole volume was synced instead. */
    private @Nullable OpenFile openToSync(Syscalls calls) throws VfsException {
        try {
            return reader(calls);
        } catch (VfsException e) {
            if (e.error() != VfsError.ACCES && e.error() != VfsError.PERM) {
                throw e;
            }
            Errno.check(calls.syncVolume(volume.top()));
            return null;
        }
    }

    /** Whether what was written through it waits to be synced, and nothing was added for so many ticks. */
    synchronized boolean hasIdleDirt(int ticks) {
        return writer != null && writer.isDirty() && writer.isUnused() && writer.idleFor() >= ticks;
    }

    /** Takes over a file that was opened for writing elsewhere. */
    synchronized void adoptWriter(int opened) {
        if (writer == null) {
            writer = new OpenFile(opened, true, owner);
        } else {
            Worker.calls().close(opened);
        }
    }

    synchronized boolean isDirty() {
        return writer != null && writer.isDirty();
    }

    /** What was written through it is on the disk by other means. */
    synchronized void clean() {
        if (writer != null) {
            writer.clean();
        }
    }

    /** Closes what is open for data but was not used for so many ticks. */
    synchronized void closeIdle(int ticks) {
        if (reader != null && reader.isUnused() && reader.idleFor() >= ticks) {
            reader.close();
            reader = null;
        }
        if (writer != null && writer.isUnused() && writer.idleFor() >= ticks && !writer.isDirty()) {
            writer.close();
            writer = null;
        }
    }

    @Override
    synchronized void free() {
        if (reader != null) {
            reader.close();
        }
        if (writer != null) {
            writer.close();
        }
        Worker.calls().close(fd);
        volume.release();
    }

    private OpenFile open(Syscalls calls, int flags, boolean writable) throws VfsException {
        // Never waits: a lease of another process's is answered by "try again".
        int how = flags | Flags.O_NONBLOCK | Flags.O_NOCTTY;
        int opened = calls.reopen(fd, how);
        if (opened == -Errno.EACCES) {
            opened = reopenAsOwner(calls, how);
        }
        return new OpenFile(Errno.check(opened), writable, owner);
    }

    /**
     * Without privilege the owner's right to his file (RFC 1813 §4.4) is only to be had by giving him one for a moment. Fails
     * as before for who is not the owner.
     */
    private int reopenAsOwner(Syscalls calls, int how) {
        if (calls.stat(fd) < 0) {
            return -Errno.EACCES;
        }
        int mode = calls.scratch.stat.mode() & Attributes.MODE_MASK;
        if (calls.changeMode(fd, mode | OWNER_MAY) < 0) {
            return -Errno.EACCES;
        }
        int opened = calls.reopen(fd, how);
        calls.changeMode(fd, mode);
        return opened;
    }

    private static OpenFile held(OpenFile file) {
        if (!file.retain()) {
            throw new IllegalStateException("closed while its owner holds it");
        }
        return file;
    }
}
