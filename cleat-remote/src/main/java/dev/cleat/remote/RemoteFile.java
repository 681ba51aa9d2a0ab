package dev.cleat.remote;

import java.time.Instant;

/**
 * A file at an {@link Origin}.
 *
 * @param size in bytes
 * @param version another one means other contents; such as an ETag. Empty where it is not known
 * @param location whatever the origin needs to find it
 */
public record RemoteFile(String path, long size, Instant modified, String version, String location)
        implements RemoteEntry {}
