package dev.cleat.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of the archive on the disk shows.
 *
 * @param key the file's identity on its volume, where there is one
 * @param uid owner of the file, 0 where it is not known
 */
record Stamp(long size, FileTime modified, @Nullable Object key, int uid, int gid) {
    static Stamp of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey(), 0, 0);
    }

    /** Whether the archive is still the same. */
    boolean fits(Stamp other) {
        return size == other.size && modified.equals(other.modified) && Objects.equals(key, other.key);
    }

    /** With the owner, where the system has numbers for owners. */
    Stamp withOwner(Path path) {
        try {
            int owner = (Integer) Files.getAttribute(path, "unix:uid");
            return new Stamp(size, modified, key, owner, (Integer) Files.getAttribute(path, "unix:gid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return this;
        }
    }

    /** Tells these contents from others; the same wherever the archive is copied to with its time. Not 0. */
    long contents() {
        long nanos = modified.to(TimeUnit.NANOSECONDS);
        return ((nanos * 0x9E3779B97F4A7C15L) ^ size) | 1;
    }
}
