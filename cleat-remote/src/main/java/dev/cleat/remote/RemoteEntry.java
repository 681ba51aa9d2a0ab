package dev.cleat.remote;

import java.time.Instant;

/** Something at an {@link Origin}. */
public sealed interface RemoteEntry permits RemoteFile, RemoteFolder {
    /** Of the top folder on, with slashes. */
    String path();

    /** When it last changed. */
    Instant modified();

    /** The last part of the path. */
    default String name() {
        return path().substring(path().lastIndexOf('/') + 1);
    }
}
