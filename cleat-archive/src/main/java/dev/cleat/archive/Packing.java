package dev.cleat.archive;

/** How the contents of an entry are kept. */
enum Packing {
    /** As they are. */
    NONE,
    /** By RFC 1951. */
    DEFLATE,
    /** Under a password. */
    ENCRYPTED,
    /** In another way, which we cannot read. */
    OTHER
}
