package dev.cleat.client;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import org.jspecify.annotations.Nullable;

/**
 * What a directory holds under one name.
 *
 * @param name never "." or "..", never with a slash or a zero byte
 * @param fileId the object's number in its file system
 * @param attributes of the object itself, links not followed; null where the server did not say, so that it has to be asked
 */
public record NfsEntry(Name name, long fileId, @Nullable Attributes attributes) {}
