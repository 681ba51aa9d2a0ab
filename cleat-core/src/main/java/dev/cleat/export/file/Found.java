package dev.cleat.export.file;

import dev.cleat.vfs.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that a call found or made.
 *
 * @param attributes as just read, or null where they could not be
 */
public record Found(ExportedFile file, @Nullable Attributes attributes) {}
