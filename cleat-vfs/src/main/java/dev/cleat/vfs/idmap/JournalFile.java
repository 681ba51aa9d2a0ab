package dev.cleat.vfs.idmap;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.zip.CRC32C;

/**
 * The file of {@link JournalRecord}s, behind a header:
 *
 * <pre>
 *  0  8  "CleatIds"
 *  8  4  version of the format
 * 12  4  0
 * 16  8  first half of all identities given by this map
 * 24  8  a random number that the file's index repeats
 * 32  8  number of the session in which the file was begun
 * 40 20  0
 * 60  4  CRC-32C of the above
 * </pre>
 *
 * <p>While it is in use, and after its process was killed, zeroes follow the last record; no record begins with so many.
 *
 * <p>Appending needs a lock around it; reading does not.
 */
final class JournalFile implements AutoCloseable {
    static final int HEADER = 64;
    private static final long MAGIC = 0x436c656174496473L;
    private static final int VERSION = 1;
    private static final int SCAN = 1 << 16;
    private static final int STRETCH = 1 << 16;
    /** Most records are shorter, and then one read does. */
    private static final int GUESS = 96;

    private final Path path;
    private final FileChannel channel;
    private long map;
    private long number;
    private long session;
    private long end;
    /** Up to here there is room on the disk, and nothing but zeroes behind {@link #end}. */
    private long allocated;

    private JournalFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A new file, durable before this returns. */
    static JournalFile create(Path path, long map, long session) throws IOException {
        FileChannel channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        JournalFile journal = new JournalFile(path, channel);
        journal.map = map;
        journal.number = new SecureRandom().nextLong();
        journal.session = session;
        journal.end = HEADER;
        journal.allocated = HEADER;
        try {
            journal.lock();
            journal.write(journal.header(), 0);
            channel.force(true);
            return journal;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Where the records end is not known before {@link #scan}. */
    static JournalFile open(Path path) throws IOException {
        JournalFile journal =
                new JournalFile(path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            journal.lock();
            journal.readHeader();
            return journal;
        } catch (IOException e) {
            journal.channel.close();
            throw e;
        }
    }

    private void lock() throws IOException {
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new IOException(path + " is in use by another server");
        }
    }

    private ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC)
                .putInt(VERSION)
                .putInt(0)
                .putLong(map)
                .putLong(number)
                .putLong(session);
        return header.putInt(HEADER - 4, checksum(header)).rewind();
    }

    private void readHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        read(header, 0);
        if (header.position() < HEADER || header.getLong(0) != MAGIC) {
            throw new IOException(path + " is not a journal of identities");
        }
        int version = header.getInt(8);
        if (version > VERSION) {
            throw new IOException(path + " was written by a newer Cleat: its format is " + version
                    + ", this one reads up to " + VERSION);
        }
        if (header.getInt(HEADER - 4) != checksum(header)) {
            throw new IOException(path + " is damaged: its header does not fit its checksum");
        }
        map = header.getLong(16);
        number = header.getLong(24);
        session = header.getLong(32);
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, HEADER - 4));
        return (int) crc.getValue();
    }

    /** The first half of all identities given. */
    long map() {
        return map;
    }

    long number() {
        return number;
    }

    /** The session in which this file was begun; later ones have records. */
    long session() {
        return session;
    }

    Path path() {
        return path;
    }

    /** Whether a record can end at this offset, or the header does. */
    boolean reaches(long offset) throws IOException {
        if (offset <= HEADER || offset > channel.size()) {
            return offset == HEADER;
        }
        // No record ends with as many zeroes: a name has none, and numbers of records and sessions are not zero.
        ByteBuffer last = ByteBuffer.allocate(JournalRecord.UNIT);
        read(last, offset - JournalRecord.UNIT);
        return last.getLong(0) != 0;
    }

    /** In bytes, where the next record will be. */
    long end() {
        return end;
    }

    /** @return where the record is */
    long append(JournalRecord record) throws IOException {
        if (record.bytes() > JournalRecord.MAX_BYTES) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        long offset = end;
        allocate(offset + record.bytes());
        // When this fails half-way, the next record is written over the remains.
        write(record.encode(), offset);
        end = offset + record.bytes();
        return offset;
    }

    /**
     * The name that was written down at this offset.
     *
     * @param offset as a record or the index tells it: in a damaged file, any number
     */
    JournalRecord.Named named(long offset) throws IOException {
        if (offset < HEADER) {
            throw damaged(offset);
        }
        ByteBuffer buffer = ByteBuffer.allocate(GUESS);
        read(buffer, offset);
        int length = buffer.position() < JournalRecord.PREFIX ? 0 : JournalRecord.bytes(buffer.flip());
        if (length > GUESS) {
            buffer = ByteBuffer.allocate(length);
            read(buffer, offset);
            buffer.flip();
        }
        if (length <= buffer.limit()
                && JournalRecord.decode(buffer.limit(length)) instanceof JournalRecord.Named named) {
            return named;
        }
        throw damaged(offset);
    }

    private IOException damaged(long offset) {
        return new IOException(path + " is damaged at " + offset);
    }

    /** What {@link #scan} meets. */
    interface Visitor {
        void visit(JournalRecord record, long offset) throws IOException;
    }

    /** Shows all records from this offset on and cuts off what follows the last whole one. */
    void recover(long from, Visitor visitor) throws IOException {
        end = scan(from, channel.size(), visitor);
        long lost = lastByte() + 1 - end;
        if (lost > JournalRecord.MAX_BYTES) {
            System.getLogger(JournalFile.class.getName())
                    .log(System.Logger.Level.WARNING, "{0}: damaged, {1} bytes at the end are lost", path, lost);
        }
        cutOff();
    }

    private void cutOff() throws IOException {
        if (channel.size() > end) {
            channel.truncate(end);
        }
        allocated = end;
    }

    /** Makes room for many records at once: a file that becomes longer costs more to write to. */
    private void allocate(long needed) {
        if (needed > allocated) {
            long from = Math.max(allocated, end);
            try {
                write(ByteBuffer.allocate(STRETCH), from);
                allocated = from + STRETCH;
            } catch (IOException e) {
                // The disk is full; perhaps there is room for what is to be written now.
                allocated = from;
            }
        }
    }

    /** Where the last byte is that is not zero; in front of {@link #end} where there is none behind it. */
    private long lastByte() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SCAN);
        long last = end - 1;
        for (long at = end; at < channel.size(); at += buffer.limit()) {
            read(buffer.clear(), at);
            buffer.flip();
            for (int i = buffer.limit() - 1; i >= 0 && last < at; i--) {
                last = buffer.get(i) == 0 ? last : at + i;
            }
        }
        return last;
    }

    /** @return where the last whole record ends */
    long scan(long from, long to, Visitor visitor) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SCAN).limit(0);
        long offset = from;
        while (offset < to) {
            if (buffer.remaining() < JournalRecord.MAX_BYTES) {
                read(buffer.clear(), offset);
                buffer.flip();
            }
            int length = buffer.remaining() < JournalRecord.PREFIX ? 0 : JournalRecord.bytes(buffer);
            if (length == 0 || length > buffer.remaining()) {
                return offset;
            }
            JournalRecord record = JournalRecord.decode(buffer.slice(buffer.position(), length));
            if (record == null) {
                return offset;
            }
            visitor.visit(record, offset);
            buffer.position(buffer.position() + length);
            offset += length;
        }
        return offset;
    }

    private void read(ByteBuffer into, long offset) throws IOException {
        long at = offset;
        int count = 0;
        while (into.hasRemaining() && count >= 0) {
            count = channel.read(into, at);
            at += count;
        }
    }

    private void write(ByteBuffer from, long offset) throws IOException {
        long at = offset;
        while (from.hasRemaining()) {
            at += channel.write(from, at);
        }
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (end >= HEADER) {
                cutOff();
            }
        }
    }
}
