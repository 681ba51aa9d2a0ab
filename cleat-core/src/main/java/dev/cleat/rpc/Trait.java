package dev.cleat.rpc;

/** What is special about a procedure. */
public enum Trait {
    /** Doing it twice is the same as doing it once: its answers are never kept for duplicates. */
    IDEMPOTENT,
    /** Its results carry file data or listings: large. */
    BULK_REPLY,
    /** Its arguments carry file data: large. */
    BULK_CALL
}
