package dev.cleat.export;

/** Whose identity is replaced by the anonymous one. */
public enum Squash {
    /** The superuser's. */
    ROOT,
    /** Everybody's. */
    ALL,
    /** Nobody's. */
    NONE
}
