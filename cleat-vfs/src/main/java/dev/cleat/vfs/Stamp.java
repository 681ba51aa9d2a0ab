package dev.cleat.vfs;

import java.time.Instant;

/**
 * What tells two states of an object apart: the {@code wcc_attr} of RFC 1813 §2.6.
 *
 * @param size in bytes
 * @param modified last change of the contents
 * @param changed last change of contents or attributes
 */
public record Stamp(long size, Instant modified, Instant changed) {
    /** That of an object with these attributes. */
    public static Stamp of(Attributes attributes) {
        return new Stamp(attributes.size(), attributes.modified(), attributes.changed());
    }
}
