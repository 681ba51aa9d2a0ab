package dev.cleat.export.file;

/** A file that a call made, or found where that is as good, and what this did to its directory. */
public record Created(Found found, Change directory) {}
