package dev.cleat.vfs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that a caller wants changed or given to a new object: {@code sattr3} of RFC 1813 §2.6. What is null stays
 * as it is, or as the file system has it for new objects.
 *
 * @param mode the twelve permission bits
 * @param uid the owner, unsigned
 * @param gid the group, unsigned
 * @param size in bytes; cuts off or extends with zeroes
 * @param accessed the new time of last access
 * @param modified the new time of last change of the contents
 */
public record SetAttributes(
        @Nullable Integer mode,
        @Nullable Integer uid,
        @Nullable Integer gid,
        @Nullable Long size,
        @Nullable SetTime accessed,
        @Nullable SetTime modified) {

    public static final SetAttributes NONE = new SetAttributes(null, null, null, null, null, null);

    /** A time to set: the server's own clock, or one that the caller names. */
    public sealed interface SetTime {}

    /** The time at which the server does it. Anybody who may write the object may ask for that. */
    public record ServerTime() implements SetTime {}

    /** A time of the caller's. Only the owner may ask for that. */
    public record ClientTime(Instant time) implements SetTime {}

    public static SetAttributes mode(int mode) {
        return new SetAttributes(mode, null, null, null, null, null);
    }

    public static SetAttributes owner(@Nullable Integer uid, @Nullable Integer gid) {
        return new SetAttributes(null, uid, gid, null, null, null);
    }

    public static SetAttributes size(long size) {
        return new SetAttributes(null, null, null, size, null, null);
    }

    public static SetAttributes times(@Nullable SetTime accessed, @Nullable SetTime modified) {
        return new SetAttributes(null, null, null, null, accessed, modified);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    public SetAttributes withMode(@Nullable Integer other) {
        return new SetAttributes(other, uid, gid, size, accessed, modified);
    }

    public SetAttributes withSize(@Nullable Long other) {
        return new SetAttributes(mode, uid, gid, other, accessed, modified);
    }

    public SetAttributes withTimes(@Nullable SetTime newAccessed, @Nullable SetTime newModified) {
        return new SetAttributes(mode, uid, gid, size, newAccessed, newModified);
    }

    public SetAttributes withOwner(@Nullable Integer newUid, @Nullable Integer newGid) {
        return new SetAttributes(mode, newUid, newGid, size, accessed, modified);
    }
}
