package dev.cleat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the end of a zip file tells (APPNOTE 6.3.10 §4.3.14 to §4.3.16).
 *
 * @param directory where the central directory begins in the file
 * @param length of the directory, in bytes
 * @param entries as told; without zip64 modulo 2^16
 * @param shift what stands before the archive, such as a program that unpacks it: offsets do not count it
 */
record ZipEnd(long directory, long length, long entries, long shift) {
    private static final int END = 0x06054B50;
    private static final int END_FIXED = 22;
    private static final int LOCATOR = 0x07064B50;
    private static final int LOCATOR_FIXED = 20;
    private static final int END64 = 0x06064B50;
    private static final int END64_FIXED = 56;
    private static final int MAX_COMMENT = 0xFFFF;

    static ZipEnd find(Data data, long size) throws IOException {
        int length = (int) Math.min(size, END_FIXED + MAX_COMMENT);
        ByteBuffer tail = read(data, size - length, length);
        for (int at = length - END_FIXED; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_FIXED + Short.toUnsignedInt(tail.getShort(at + 20)) <= length) {
                return of(data, size - length + at, tail.slice(at, END_FIXED).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        throw new ArchiveException("it was cut, or is no zip file: it has no directory at its end");
    }

    private static ZipEnd of(Data data, long position, ByteBuffer end) throws IOException {
        if (end.getShort(4) != end.getShort(6) && end.getShort(4) != -1) {
            throw new ArchiveException("it is one of several parts");
        }
        long entries = Short.toUnsignedLong(end.getShort(10));
        long length = Integer.toUnsignedLong(end.getInt(12));
        long offset = Integer.toUnsignedLong(end.getInt(16));
        // Some writers have the larger record though they do not need it.
        if (position >= LOCATOR_FIXED) {
            ByteBuffer locator = read(data, position - LOCATOR_FIXED, LOCATOR_FIXED);
            if (locator.getInt(0) == LOCATOR) {
                return large(data, locator.getLong(8), position - LOCATOR_FIXED);
            }
        }
        return checked(position - length, length, entries, offset);
    }

    private static ZipEnd large(Data data, long told, long locator) throws IOException {
        // Behind something else the offset is too small; then the record is mostly right before its locator.
        for (long at : new long[] {told, locator - END64_FIXED}) {
            if (at >= 0 && at <= locator - END64_FIXED) {
                ByteBuffer end = read(data, at, END64_FIXED);
                if (end.getInt(0) == END64) {
                    long length = end.getLong(40);
                    return checked(at - length, length, end.getLong(32), end.getLong(48));
                }
            }
        }
        throw new ArchiveException("its directory cannot be found");
    }

    private static ZipEnd checked(long directory, long length, long entries, long offset) throws ArchiveException {
        if (length < 0 || directory < 0 || offset < 0 || offset > directory) {
            throw new ArchiveException("it was cut: its directory is not where it should be");
        }
        return new ZipEnd(directory, length, entries, directory - offset);
    }

    private static ByteBuffer read(Data data, long position, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (data.read(position, into) < length) {
            throw new ArchiveException("it was cut");
        }
        return into;
    }
}
