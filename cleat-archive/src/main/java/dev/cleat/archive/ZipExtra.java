package dev.cleat.archive;

import dev.cleat.vfs.Name;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of a zip file's directory says, its extra fields counted in (APPNOTE 6.3.10 §4.5, and Info-ZIP's fields).
 *
 * @param size in bytes, unpacked
 * @param packed in bytes
 * @param offset of the local header, from the archive's start
 * @param path a path in UTF-8, where one is told beside the entry's own
 */
record ZipExtra(
        long size,
        long packed,
        long offset,
        Instant modified,
        @Nullable Integer uid,
        @Nullable Integer gid,
        @Nullable Name path) {
    private static final int ZIP64 = 0x0001;
    private static final int NTFS = 0x000A;
    private static final int TIMES = 0x5455;
    private static final int UNIX_OWNER = 0x7875;
    private static final int UNICODE_PATH = 0x7075;
    private static final long NOT_HERE = 0xFFFF_FFFFL;
    /** Between the epochs of Windows, 1601, and Unix, 1970. */
    private static final long EPOCHS_APART = 11_644_473_600L;

    private static final long TICKS = 10_000_000;

    /**
     * @param extra the fields, little-endian
     * @param fixed the part of the entry before its name, little-endian
     */
    static ZipExtra read(ByteBuffer extra, ByteBuffer fixed, byte[] name) throws ArchiveException {
        Reader reader = new Reader(fixed);
        while (extra.remaining() >= 4) {
            int kind = Short.toUnsignedInt(extra.getShort());
            int length = Short.toUnsignedInt(extra.getShort());
            if (length > extra.remaining()) {
                break; // some writers pad
            }
            reader.field(kind, extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN), name);
            extra.position(extra.position() + length);
        }
        return reader.result();
    }

    private static final class Reader {
        private long size;
        private long packed;
        private long offset;
        private Instant modified;
        private boolean isExact;
        private @Nullable Integer uid;
        private @Nullable Integer gid;
        private @Nullable Name path;

        Reader(ByteBuffer fixed) {
            packed = Integer.toUnsignedLong(fixed.getInt(20));
            size = Integer.toUnsignedLong(fixed.getInt(24));
            offset = Integer.toUnsignedLong(fixed.getInt(42));
            modified = local(Short.toUnsignedInt(fixed.getShort(14)), Short.toUnsignedInt(fixed.getShort(12)));
        }

        void field(int kind, ByteBuffer field, byte[] ownName) throws ArchiveException {
            switch (kind) {
                case ZIP64 -> large(field);
                case NTFS -> ntfs(field);
                case TIMES -> times(field);
                case UNIX_OWNER -> owner(field);
                case UNICODE_PATH -> path(field, ownName);
                default -> {}
            }
        }

        ZipExtra result() throws ArchiveException {
            if (size < 0 || packed < 0 || offset < 0) {
                throw new ArchiveException("an entry has a negative size");
            }
            return new ZipExtra(size, packed, offset, modified, uid, gid, path);
        }

        private void large(ByteBuffer field) throws ArchiveException {
            size = large(size, field);
            packed = large(packed, field);
            offset = large(offset, field);
        }

        private static long large(long told, ByteBuffer field) throws ArchiveException {
            if (told != NOT_HERE) {
                return told;
            }
            if (field.remaining() < Long.BYTES) {
                throw new ArchiveException("an entry lacks its size");
            }
            return field.getLong();
        }

        private void ntfs(ByteBuffer field) {
            if (field.remaining() >= 32 && field.getShort(4) == 1 && !isExact) {
                long ticks = field.getLong(8);
                modified = Instant.ofEpochSecond(
                        Math.floorDiv(ticks, TICKS) - EPOCHS_APART, Math.floorMod(ticks, TICKS) * 100);
            }
        }

        private void times(ByteBuffer field) {
            if (field.remaining() >= 5 && (field.get(0) & 1) != 0) {
                modified = Instant.ofEpochSecond(field.getInt(1));
                isExact = true;
            }
        }

        private void owner(ByteBuffer field) {
            if (field.remaining() >= 2 && field.get() == 1) {
                uid = number(field);
                gid = number(field);
            }
        }

        private static @Nullable Integer number(ByteBuffer field) {
            int length = field.hasRemaining() ? field.get() : 0;
            if (length < 1 || length > field.remaining()) {
                return null;
            }
            long number = 0;
            for (int i = 0; i < length; i++) {
                number |= i < 4 ? (field.get() & 0xFFL) << (8 * i) : 0;
            }
            return (int) number;
        }

        private void path(ByteBuffer field, byte[] ownName) {
            if (field.remaining() > 5 && field.get() == 1) {
                CRC32 crc = new CRC32();
                crc.update(ownName);
                if (field.getInt() == (int) crc.getValue()) {
                    path = Name.of(field);
                }
            }
        }

        /** MS-DOS's date and time, in whatever zone the writer was: ours is the best guess. */
        private static Instant local(int date, int time) {
            int month = Math.clamp(date >> 5 & 15, 1, 12);
            int day = Math.max(1, date & 31);
            LocalDateTime start = LocalDateTime.of(1980 + (date >> 9), month, 1, 0, 0);
            return start.plusDays(day - 1L)
                    .plusHours(time >> 11)
                    .plusMinutes(time >> 5 & 63)
                    .plusSeconds(2L * (time & 31))
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        }
    }
}
