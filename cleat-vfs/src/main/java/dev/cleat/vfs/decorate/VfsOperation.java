package dev.cleat.vfs.decorate;

/** The calls of a file system, as {@link VfsMeter} counts them. */
public enum VfsOperation {
    ATTRIBUTES,
    LOOKUP,
    READ,
    LIST,
    READ_LINK,
    ACCESS,
    SPACE,
    LIMITS,
    CREATE,
    SET_ATTRIBUTES,
    WRITE,
    COMMIT,
    REMOVE,
    REMOVE_DIRECTORY,
    RENAME,
    LINK
}
