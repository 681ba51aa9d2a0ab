package dev.cleat.export.file;

import dev.cleat.vfs.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * An object's attributes around a change.
 *
 * @param before null where something else may have changed the object in between
 * @param after null where they could not be read
 */
public record Change(@Nullable Attributes before, @Nullable Attributes after) {}
