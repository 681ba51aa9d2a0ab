package dev.cleat.remote;

import java.time.Instant;

/** A folder at an {@link Origin}, or what looks like one because paths begin with it. */
public record RemoteFolder(String path, Instant modified) implements RemoteEntry {}
