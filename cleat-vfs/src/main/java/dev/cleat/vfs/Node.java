package dev.cleat.vfs;

/** An object that was found or made: who it is and what is known of it at that moment. */
public record Node(FileId id, Attributes attributes) {}
