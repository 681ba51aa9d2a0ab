package dev.cleat.bench.load;

/** The procedures that loads are made of, with their numbers (RFC 1813 §3.3). */
enum Op {
    NULL(0),
    GETATTR(1),
    SETATTR(2),
    LOOKUP(3),
    ACCESS(4),
    READLINK(5),
    READ(6),
    WRITE(7),
    CREATE(8),
    MKDIR(9),
    REMOVE(12),
    RMDIR(13),
    RENAME(14),
    READDIR(16),
    READDIRPLUS(17),
    FSSTAT(18),
    FSINFO(19),
    COMMIT(21);

    final int number;

    Op(int number) {
        this.number = number;
    }
}
