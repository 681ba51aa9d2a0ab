package dev.cleat.vfs.decorate;

/** The calls of a file system, for those who count them or make them fail. */
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
