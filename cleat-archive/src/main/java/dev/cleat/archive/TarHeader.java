package dev.cleat.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A header of a tar file: 512 bytes, as POSIX.1-1988 (ustar), GNU and older programs write them.
 *
 * <pre>
 *     0 name         100      148 checksum     8      265 user name    32
 *   100 mode           8      156 type         1      297 group name   32
 *   108 owner          8      157 link       100      329 major         8
 *   116 group          8      257 magic        6      337 minor         8
 *   124 size          12      263 version      2      345 prefix      155
 *   136 modified      12
 * </pre>
 */
final class TarHeader {
    static final int BYTES = 512;

    private static final byte[] USTAR = "ustar\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GNU = "ustar ".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_AT = 257;
    private static final int SUM_AT = 148;
    private static final int SUM_LENGTH = 8;

    private final byte[] block;

    TarHeader(byte[] block) {
        this.block = block;
    }

    /** Whether this is one: its sum is right. Some old programs added up signed bytes. */
    boolean isSound() {
        long told = number(SUM_AT, SUM_LENGTH);
        long sum = 0;
        long signed = 0;
        for (int i = 0; i < BYTES; i++) {
            byte each = i >= SUM_AT && i < SUM_AT + SUM_LENGTH ? (byte) ' ' : block[i];
            sum += each & 0xFF;
            signed += each;
        }
        return told == sum || told == signed;
    }

    boolean isEmpty() {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    boolean hasMagic() {
        return has(USTAR) || has(GNU);
    }

    char type() {
        return (char) (block[156] & 0xFF);
    }

    byte[] name() {
        byte[] name = text(0, 100);
        if (!has(USTAR) || block[345] == 0) {
            return name; // GNU has times there
        }
        byte[] prefix = text(345, 155);
        byte[] path = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        path[prefix.length] = '/';
        System.arraycopy(name, 0, path, prefix.length + 1, name.length);
        return path;
    }

    byte[] link() {
        return text(157, 100);
    }

    int mode() {
        return (int) number(100, 8) & 07777;
    }

    int uid() {
        return (int) number(108, 8);
    }

    int gid() {
        return (int) number(116, 8);
    }

    long size() {
        return number(124, 12);
    }

    long modified() {
        return number(136, 12);
    }

    int major() {
        return (int) number(329, 8);
    }

    int minor() {
        return (int) number(337, 8);
    }

    /** Of a file with holes, in GNU's own format. */
    long sparseSize() {
        return number(483, 12);
    }

    /** Octal digits; or, where the first bit is set, a number of base 256 (GNU), which may be negative. */
    private long number(int at, int length) {
        if (block[at] < 0) {
            long number = (block[at] & 0x40) == 0 ? block[at] & 0x3F : block[at];
            for (int i = 1; i < length; i++) {
                number = (number << 8) | (block[at + i] & 0xFF);
            }
            return number;
        }
        long number = 0;
        for (int i = at; i < at + length; i++) {
            if (block[i] >= '0' && block[i] <= '7') {
                number = (number << 3) + block[i] - '0';
            } else if (block[i] != ' ') {
                break;
            }
        }
        return number;
    }

    private byte[] text(int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, at, end);
    }

    private boolean has(byte[] magic) {
        return Arrays.equals(block, MAGIC_AT, MAGIC_AT + magic.length, magic, 0, magic.length);
    }
}
