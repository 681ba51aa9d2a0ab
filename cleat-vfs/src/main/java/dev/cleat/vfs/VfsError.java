package dev.cleat.vfs;

/**
 * Why a call on a file system failed, in the words of RFC 1813 §2.6 ({@code nfsstat3}). Every protocol version translates
 * each of them; choose the one whose text fits, the client's user will read it.
 */
public enum VfsError {
    /** Only the owner or the superuser may do that. */
    PERM,
    /** No such name in the directory. */
    NOENT,
    /** The medium failed: the data cannot be read or written. Not for anything that passes by itself: see {@link #JUKEBOX}. */
    IO,
    /** No such device or address. */
    NXIO,
    /** The mode does not allow it to this caller. */
    ACCES,
    /** The name is taken. */
    EXIST,
    /** The two names are on different volumes. */
    XDEV,
    /** No such device. */
    NODEV,
    /** A directory was needed. */
    NOTDIR,
    /** Not possible on a directory. */
    ISDIR,
    /** The arguments make no sense, or not for this type of object. */
    INVAL,
    /** The file would be larger than the file system allows. */
    FBIG,
    /** The medium is full. */
    NOSPC,
    /** The file system is read-only. */
    ROFS,
    /** Too many hard links. */
    MLINK,
    /** The name is longer than the file system allows. */
    NAMETOOLONG,
    /** The directory is not empty. */
    NOTEMPTY,
    /** The owner's quota is used up. */
    DQUOT,
    /** The object existed and is gone. */
    STALE,
    /** No object ever had this identity. */
    BADHANDLE,
    /** The object changed since the caller looked (RFC 1813 §3.3.2, the guard of SETATTR). */
    NOT_SYNC,
    /** The directory cannot be continued from this cookie. */
    BAD_COOKIE,
    /** The file system cannot do that at all. */
    NOTSUPP,
    /** The caller's buffer cannot hold even one entry. */
    TOOSMALL,
    /** A fault in the server or the back end itself. */
    SERVERFAULT,
    /** Objects of this type cannot be made here. */
    BADTYPE,
    /** Not now: the client should try again (a shortage, a slow origin). */
    JUKEBOX,
    /**
     * Only from {@link Vfs#immediate}: the answer is not in memory, so the caller must ask the file system itself, on a
     * thread that may block. Never reaches a client.
     */
    WOULD_BLOCK
}
