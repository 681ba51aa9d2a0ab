package dev.cleat.export.file;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * How an object was before and after a change.
 *
 * @param before null where something else may have changed the object in between
 * @param after null where they could not be read
 */
public record Change(@Nullable Stamp before, @Nullable Attributes after) {}
