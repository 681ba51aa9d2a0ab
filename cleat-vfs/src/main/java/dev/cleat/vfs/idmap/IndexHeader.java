package dev.cleat.vfs.idmap;

import dev.cleat.vfs.hash.SipHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The first page of an index: to which journal it belongs, how far it follows it, and how large its segments are.
 *
 * <pre>
 *    0   8  "CleatIdx"
 *    8   4  version of the format
 *   12   4  state: 0 broken, 1 open, 2 closed
 *   16   8  number of the journal
 *   24   8  the journal is indexed up to here, at least
 *   32   8  bytes of the records that hold
 *   40   8  number of the last session
 *   48  16  key of the hash
 *   64   8  which start of the machine saw it open
 *   72   4  CRC-32C of all other bytes
 * 1024   …  for each segment: pages 4, used slots 4
 * </pre>
 */
final class IndexHeader {
    static final int BYTES = 4096;
    static final int SEGMENTS = 256;
    private static final long MAGIC = 0x436c656174496478L;
    private static final int VERSION = 1;
    private static final int CHECKSUM = 72;
    private static final int TABLE = 1024;

    /** Whether the slots can be relied upon. */
    enum State {
        /** They are being moved. */
        BROKEN(0),
        /** They can, for as long as the machine runs: what was written last may be in its memory alone. */
        OPEN(1),
        CLOSED(2);

        private final int code;

        State(int code) {
            this.code = code;
        }

        static State of(int code) {
            return code == OPEN.code ? OPEN : code == CLOSED.code ? CLOSED : BROKEN;
        }
    }

    State state;
    final long journal;
    long covered;
    long live;
    long session;
    SipHash hash = SipHash.random();
    final int[] pages = new int[SEGMENTS];
    final int[] used = new int[SEGMENTS];

    /** One for a table without entries. */
    IndexHeader(long journal) {
        this.journal = journal;
        clear();
    }

    void clear() {
        state = State.BROKEN;
        covered = JournalFile.HEADER;
        live = 0;
        Arrays.fill(pages, 1);
        Arrays.fill(used, 0);
    }

    ByteBuffer encode() {
        ByteBuffer page = ByteBuffer.allocate(BYTES);
        page.putLong(MAGIC).putInt(VERSION).putInt(state.code).putLong(journal);
        page.putLong(covered).putLong(live).putLong(session);
        page.putLong(hash.k0()).putLong(hash.k1()).putLong(START_OF_MACHINE);
        page.position(TABLE);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            page.putInt(pages[segment]).putInt(used[segment]);
        }
        return page.putInt(CHECKSUM, checksum(page)).rewind();
    }

    /** @return whether the page is the header of a table that fits the journal and is whole */
    boolean decode(ByteBuffer page) {
        boolean ours = page.limit() == BYTES
                && page.getLong(0) == MAGIC
                && page.getInt(8) == VERSION
                && page.getInt(CHECKSUM) == checksum(page)
                && page.getLong(16) == journal;
        if (!ours) {
            return false;
        }
        state = State.of(page.getInt(12));
        covered = page.getLong(24);
        live = page.getLong(32);
        session = page.getLong(40);
        hash = new SipHash(page.getLong(48), page.getLong(56));
        page.position(TABLE);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            pages[segment] = page.getInt();
            used[segment] = page.getInt();
        }
        return switch (state) {
            case BROKEN -> false;
            case OPEN -> page.getLong(64) == START_OF_MACHINE && START_OF_MACHINE != 0;
            case CLOSED -> true;
        };
    }

    private static int checksum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.slice(0, CHECKSUM));
        crc.update(page.slice(CHECKSUM + 4, BYTES - CHECKSUM - 4));
        return (int) crc.getValue();
    }

    private static final long START_OF_MACHINE = startOfMachine();

    /** Unlike after every other start of this machine, or 0 where that cannot be told. */
    private static long startOfMachine() {
        try {
            byte[] id =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).getBytes(StandardCharsets.US_ASCII);
            return new SipHash(0, 0).hash(id) | 1;
        } catch (IOException | SecurityException e) {
            return 0;
        }
    }
}
