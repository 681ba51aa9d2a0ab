package dev.cleat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a zip file from its start to its end (APPNOTE 6.3.10), with sizes in the headers, Unix modes, owners and times in
 * seconds, names in UTF-8; in zip64 where it takes that. For one thread.
 */
final class ZipWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int UTF8_FLAG = 1 << 11;
    private static final int DEFLATED = 8;
    private static final int MADE_ON_UNIX = 3 << 8 | 45;
    private static final int LOCAL_SIZE_FIELDS = 20;
    private static final long MAX_32 = 0xFFFF_FFFEL;

    private final FileChannel out;
    private final List<Written> entries = new ArrayList<>();
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

    /**
     * What an entry is.
     *
     * @param name a path in UTF-8, of a folder with a slash at its end
     * @param mode with the type's bits
     * @param modified in seconds since 1970
     */
    record Entry(String name, int mode, int uid, int gid, long modified) {}

    /**
     * Where the contents of an entry are in a zip file.
     *
     * @param method 0 or 8
     */
    record Contents(long offset, long packed, long size, int crc, int method) {}

    /** Bytes to pack. */
    interface Source {
        /** Reads some bytes; -1 at the end. */
        int read(ByteBuffer into) throws IOException;
    }

    private record Written(Entry entry, long header, Contents contents) {}

    ZipWriter(Path file) throws IOException {
        out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Copies contents as they are packed in another file. */
    Contents copy(Entry entry, FileChannel from, Contents there) throws IOException {
        long header = out.position();
        long offset = start(entry, there.method);
        long left = there.packed;
        long at = there.offset;
        while (left > 0) {
            long copied = from.transferTo(at, left, out);
            if (copied <= 0) {
                throw new ArchiveException("the archive was cut");
            }
            at += copied;
            left -= copied;
        }
        return finish(entry, header, new Contents(offset, there.packed, there.size, there.crc, there.method));
    }

    /** Packs contents. */
    Contents add(Entry entry, Source source) throws IOException {
        long header = out.position();
        long offset = start(entry, DEFLATED);
        CRC32 crc = new CRC32();
        ByteBuffer plain = ByteBuffer.allocate(BUFFER);
        ByteBuffer packed = ByteBuffer.allocate(BUFFER);
        deflater.reset();
        while (source.read(plain.clear()) >= 0) {
            plain.flip();
            crc.update(plain.duplicate());
            deflater.setInput(plain);
            while (!deflater.needsInput()) {
                drain(packed);
            }
        }
        deflater.setInput(plain.clear().flip()); // it keeps looking at the buffer
        deflater.finish();
        while (!deflater.finished()) {
            drain(packed);
        }
        long size = deflater.getBytesRead();
        Contents contents =
                new Contents(offset, out.position() - offset, size, size == 0 ? 0 : (int) crc.getValue(), DEFLATED);
        return finish(entry, header, contents);
    }

    private void drain(ByteBuffer packed) throws IOException {
        deflater.deflate(packed.clear());
        write(packed.flip());
    }

    /** Always with room for large sizes, which are known only at the end. */
    private long start(Entry entry, int method) throws IOException {
        byte[] name = bytes(entry);
        ByteBuffer header = little(30 + name.length + LOCAL_SIZE_FIELDS);
        header.putInt(0x04034B50)
                .putShort((short) 45)
                .putShort((short) UTF8_FLAG)
                .putShort((short) method);
        header.putInt(dosTime()).putInt(0).putInt(-1).putInt(-1);
        header.putShort((short) name.length).putShort((short) LOCAL_SIZE_FIELDS).put(name);
        header.putShort((short) 1).putShort((short) 16).putLong(0).putLong(0);
        write(header.flip());
        return out.position();
    }

    private Contents finish(Entry entry, long header, Contents contents) throws IOException {
        long end = out.position();
        put(little(4).putInt(contents.crc), header + 14);
        put(little(16).putLong(contents.size).putLong(contents.packed), contents.offset - 16);
        out.position(end);
        entries.add(new Written(entry, header, contents));
        return contents;
    }

    /** Writes the directory, and makes all of it durable. */
    void finish() throws IOException {
        long directory = out.position();
        for (Written each : entries) {
            directoryEntry(each);
        }
        long length = out.position() - directory;
        long end = out.position();
        ByteBuffer tail = little(56 + 20 + 22);
        boolean isLarge = entries.size() >= 0xFFFF || directory > MAX_32 || length > MAX_32;
        if (isLarge) {
            tail.putInt(0x06064B50).putLong(44).putShort((short) MADE_ON_UNIX).putShort((short) 45);
            tail.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
            tail.putLong(length).putLong(directory);
            tail.putInt(0x07064B50).putInt(0).putLong(end).putInt(1);
        }
        short count = (short) (isLarge ? 0xFFFF : entries.size());
        tail.putInt(0x06054B50).putInt(0).putShort(count).putShort(count);
        tail.putInt((int) (isLarge ? -1 : length))
                .putInt((int) (isLarge ? -1 : directory))
                .putShort((short) 0);
        write(tail.flip());
        out.force(true);
    }

    private void directoryEntry(Written written) throws IOException {
        Entry entry = written.entry;
        Contents contents = written.contents;
        byte[] name = bytes(entry);
        ByteBuffer extra = little(28 + 9 + 15);
        boolean isLarge = contents.size > MAX_32 || contents.packed > MAX_32 || written.header > MAX_32;
        if (isLarge) {
            extra.putShort((short) 1)
                    .putShort((short) 24)
                    .putLong(contents.size)
                    .putLong(contents.packed);
            extra.putLong(written.header);
        }
        extra.putShort((short) 0x5455).putShort((short) 5).put((byte) 1).putInt((int) entry.modified);
        extra.putShort((short) 0x7875).putShort((short) 11).put((byte) 1);
        extra.put((byte) 4).putInt(entry.uid).put((byte) 4).putInt(entry.gid).flip();
        ByteBuffer record = little(46 + name.length + extra.remaining());
        record.putInt(0x02014B50)
                .putShort((short) MADE_ON_UNIX)
                .putShort((short) 45)
                .putShort((short) UTF8_FLAG);
        record.putShort((short) contents.method).putInt(dosTime()).putInt(contents.crc);
        record.putInt((int) (isLarge ? -1 : contents.packed)).putInt((int) (isLarge ? -1 : contents.size));
        record.putShort((short) name.length).putShort((short) extra.remaining()).putShort((short) 0);
        record.putShort((short) 0).putShort((short) 0).putInt(entry.mode << 16);
        record.putInt((int) (isLarge ? -1 : written.header)).put(name).put(extra);
        write(record.flip());
    }

    private static byte[] bytes(Entry entry) throws ArchiveException {
        byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
        if (name.length > 0xFFFF) {
            throw new ArchiveException("the path is too long for a zip file: " + entry.name);
        }
        return name;
    }

    /** The start of 1980; the extra field has the time. */
    private static int dosTime() {
        return 1 << 21 | 1 << 16;
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void put(ByteBuffer bytes, long at) throws IOException {
        bytes.flip();
        long position = at;
        while (bytes.hasRemaining()) {
            position += out.write(bytes, position);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        out.close();
    }
}
