package dev.cleat.vfs.idmap;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the journal consists of. Numbers are big-endian; every record starts at a multiple of eight bytes.
 *
 * <pre>
 *  0  4  CRC-32C of all that follows
 *  4  2  length of the whole record, in units of eight bytes
 *  6  1  kind
 *  7  1  how many bytes at the end are padding
 *  8     1 opened: number of the session, 8
 *        2 named:  identity 16, directory 16, name
 *        3 moved:  identity 16, directory 16, record of the former place 8, record that it replaces 8, name
 *        4 gone:   record of the lost name 8
 * </pre>
 */
sealed interface JournalRecord {
    int UNIT = 8;
    int PREFIX = 8;
    /** Above what any file system takes for a name. */
    int MAX_NAME = 4096;

    int MAX_BYTES = PREFIX + 48 + MAX_NAME;

    /** A process began to give identities; it gave none of an earlier session's. */
    record Opened(long session) implements JournalRecord {}

    /**
     * An object is at a place.
     *
     * @param moved offset of the record whose place it left by this, or 0
     * @param replaced offset of the record of what was at the place before, or 0
     */
    record Named(FileId file, Place place, long moved, long replaced) implements JournalRecord {}

    /**
     * @param record offset of the record that holds no longer
     */
    record Gone(long record) implements JournalRecord {}

    /** The bytes of this record, ready to be written. */
    default ByteBuffer encode() {
        ByteBuffer buffer = ByteBuffer.allocate(bytes());
        buffer.position(PREFIX);
        byte kind = switch (this) {
            case Opened opened -> {
                buffer.putLong(opened.session);
                yield 1;
            }
            case Named named -> {
                put(buffer, named.file);
                put(buffer, named.place.directory());
                boolean plain = (named.moved | named.replaced) == 0;
                if (!plain) {
                    buffer.putLong(named.moved).putLong(named.replaced);
                }
                named.place.name().copyTo(buffer);
                yield (byte) (plain ? 2 : 3);
            }
            case Gone gone -> {
                buffer.putLong(gone.record);
                yield 4;
            }
        };
        buffer.putShort(4, (short) (buffer.capacity() / UNIT));
        buffer.put(6, kind).put(7, (byte) buffer.remaining());
        return buffer.putInt(0, checksum(buffer)).rewind();
    }

    /** How many bytes the record takes in the journal. */
    default int bytes() {
        int body = switch (this) {
            case Opened opened -> 8;
            case Named named ->
                (named.moved | named.replaced) == 0
                        ? 32 + named.place.name().length()
                        : 48 + named.place.name().length();
            case Gone gone -> 8;
        };
        return (PREFIX + body + UNIT - 1) / UNIT * UNIT;
    }

    /** How long the record is whose prefix starts at the buffer's position; less than {@link #PREFIX} is never right. */
    static int bytes(ByteBuffer prefix) {
        return (prefix.getShort(prefix.position() + 4) & 0xffff) * UNIT;
    }

    /** The record that fills the buffer from its position to its limit, or null where that is none. */
    static @Nullable JournalRecord decode(ByteBuffer bytes) {
        ByteBuffer record = bytes.slice();
        if (record.capacity() <= PREFIX || record.getInt(0) != checksum(record)) {
            return null;
        }
        byte kind = record.get(6);
        int padding = record.get(7);
        if (padding < 0 || padding >= UNIT || record.capacity() - PREFIX - padding < least(kind)) {
            return null;
        }
        record.position(PREFIX).limit(record.capacity() - padding);
        return switch (kind) {
            case 1 -> new Opened(record.getLong());
            case 2 -> named(id(record), id(record), 0, 0, record);
            case 3 -> named(id(record), id(record), record.getLong(), record.getLong(), record);
            case 4 -> new Gone(record.getLong());
            default -> null;
        };
    }

    /** The shortest body of a kind. */
    private static int least(byte kind) {
        return switch (kind) {
            case 2 -> 32;
            case 3 -> 48;
            default -> 8;
        };
    }

    private static Named named(FileId file, FileId directory, long moved, long replaced, ByteBuffer name) {
        return new Named(file, new Place(directory, Name.of(name)), moved, replaced);
    }

    private static int checksum(ByteBuffer record) {
        CRC32C crc = new CRC32C();
        crc.update(record.duplicate().clear().position(4));
        return (int) crc.getValue();
    }

    private static FileId id(ByteBuffer buffer) {
        return new FileId(buffer.getLong(), buffer.getLong());
    }

    private static void put(ByteBuffer buffer, FileId id) {
        buffer.putLong(id.high()).putLong(id.low());
    }
}
