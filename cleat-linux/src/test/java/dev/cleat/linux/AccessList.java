package dev.cleat.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Gives files access lists of acl(5), in the kernel's own format. */
final class AccessList {
    private static final int SETXATTR = System.getProperty("os.arch").equals("amd64") ? 188 : 5;
    private static final int VERSION = 2;
    private static final int USER_OBJ = 0x01;
    private static final int USER = 0x02;
    private static final int GROUP_OBJ = 0x04;
    private static final int MASK = 0x10;
    private static final int OTHER = 0x20;
    private static final int NO_ID = -1;

    private AccessList() {}

    /** Its owner may read and write it, this user read it, and nobody else anything. */
    static void letRead(Path file, int uid) throws IOException {
        ByteBuffer list = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN).putInt(VERSION);
        put(list, USER_OBJ, 6, NO_ID);
        put(list, USER, 4, uid);
        put(list, GROUP_OBJ, 0, NO_ID);
        put(list, MASK, 4, NO_ID);
        put(list, OTHER, 0, NO_ID);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(list.position());
            value.copyFrom(MemorySegment.ofArray(list.array()).asSlice(0, list.position()));
            long path = arena.allocateFrom(file.toString()).address();
            long name = arena.allocateFrom("system.posix_acl_access").address();
            Errno.check(Worker.calls().call(SETXATTR, path, name, value.address(), value.byteSize(), 0, 0));
        }
    }

    private static void put(ByteBuffer list, int tag, int rights, int id) {
        list.putShort((short) tag).putShort((short) rights).putInt(id);
    }
}
