package dev.cleat.archive;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks deflated data (RFC 1951), bare or in the members of a gzip file (RFC 1952), and can be put down and taken up again
 * at any point. The JDK's own keeps its state to itself, so that reading in the middle would mean to start from the
 * beginning each time. For one thread.
 */
final class Inflate {
    static final int HISTORY = 1 << 15;

    private static final int MAX_MATCH = 258;
    private static final int CAPACITY = HISTORY + (1 << 16);

    private final BitInput in;
    private final boolean gzip;
    private final DeflateCodes codes = new DeflateCodes();
    private final CRC32 crc = new CRC32();

    /** The last bytes that were unpacked; those from {@link #unread} on have not been read. */
    private final byte[] window = new byte[CAPACITY];

    private int unread;
    private int end;
    private int checked;
    private long unpacked;
    private Phase phase;
    private boolean last;
    private int storedLeft;
    private long header;
    private int history;
    private long memberLength;
    private boolean isWhole = true;

    enum Phase {
        MEMBER,
        BLOCK,
        STORED,
        CODED,
        END
    }

    /**
     * Where unpacking was, and all that it needs to go on.
     *
     * @param position bytes unpacked before it
     * @param bit of the packed data
     * @param header the bit at which the codes of the block are told
     */
    record Mark(long position, long bit, Phase phase, boolean last, int storedLeft, long header, int history) {}

    Inflate(BitInput in, boolean gzip) {
        this.in = in;
        this.gzip = gzip;
        this.phase = gzip ? Phase.MEMBER : Phase.BLOCK;
    }

    /** How many bytes were read, or skipped. */
    long position() {
        return unpacked - (end - unread);
    }

    /** How many bytes were unpacked. */
    long unpacked() {
        return unpacked;
    }

    /** The checksum of all that was unpacked, or null if that did not begin at the start or is not at the end. */
    @Nullable Integer checksum() {
        return phase == Phase.END && isWhole ? Integer.valueOf((int) crc.getValue()) : null;
    }

    /** Reads some bytes, or skips them where {@code into} is null; -1 at the end. */
    int read(byte @Nullable [] into, int offset, int length) throws IOException {
        if (unread == end) {
            fill();
            if (unread == end) {
                return -1;
            }
        }
        int number = Math.min(length, end - unread);
        if (into != null) {
            System.arraycopy(window, unread, into, offset, number);
        }
        unread += number;
        return number;
    }

    /** Where unpacking is, which may be ahead of reading. */
    Mark mark() {
        return new Mark(unpacked, in.position(), phase, last, storedLeft, header, history);
    }

    /** The bytes before {@link #mark}. */
    void copyHistory(byte[] into) {
        System.arraycopy(window, end - history, into, 0, history);
    }

    /** Goes on at a mark, with the history that belonged to it. */
    void resume(Mark mark, byte[] past) throws IOException {
        if (mark.phase == Phase.CODED) {
            in.seek(mark.header);
            codes.read(in);
        }
        in.seek(mark.bit);
        phase = mark.phase;
        last = mark.last;
        storedLeft = mark.storedLeft;
        header = mark.header;
        history = mark.history;
        unpacked = mark.position;
        System.arraycopy(past, 0, window, 0, history);
        end = history;
        unread = history;
        checked = history;
        isWhole = false;
    }

    private void fill() throws IOException {
        int kept = Math.min(end, HISTORY);
        System.arraycopy(window, end - kept, window, 0, kept);
        end = kept;
        unread = kept;
        checked = kept;
        while (end <= CAPACITY - MAX_MATCH && phase != Phase.END) {
            switch (phase) {
                case MEMBER -> member();
                case BLOCK -> block();
                case STORED -> stored();
                case CODED -> coded();
                case END -> {}
            }
        }
        check();
    }

    private void check() {
        crc.update(window, checked, end - checked);
        memberLength += end - checked;
        checked = end;
    }

    private void count(int produced) {
        unpacked += produced;
        history = Math.min(HISTORY, history + produced);
    }

    private void member() throws IOException {
        if (GzipHeader.skip(in, unpacked == 0)) {
            crc.reset();
            memberLength = 0;
            history = 0;
            isWhole = true;
            phase = Phase.BLOCK;
        } else {
            phase = Phase.END;
        }
    }

    private void block() throws IOException {
        if (last) {
            last = false;
            phase = gzip ? Phase.MEMBER : Phase.END;
            if (gzip) {
                trailer();
            }
            return;
        }
        last = in.take(1) == 1;
        header = in.position();
        int type = in.take(2);
        if (type == 0) {
            in.align();
            storedLeft = in.take(16);
            if (storedLeft != (~in.take(16) & 0xFFFF)) {
                throw new ArchiveException("the compressed data has a block of no length");
            }
            phase = Phase.STORED;
        } else {
            in.seek(header);
            codes.read(in);
            phase = Phase.CODED;
        }
    }

    private void stored() throws IOException {
        int number = Math.min(storedLeft, CAPACITY - end);
        in.read(window, end, number);
        end += number;
        storedLeft -= number;
        count(number);
        if (storedLeft == 0) {
            phase = Phase.BLOCK;
        }
    }

    private void coded() throws IOException {
        int before = end;
        boolean more = true;
        while (more && end <= CAPACITY - MAX_MATCH) {
            int symbol = codes.literals.decode(in);
            if (symbol < DeflateCodes.END_OF_BLOCK) {
                window[end++] = (byte) symbol;
            } else if (symbol == DeflateCodes.END_OF_BLOCK) {
                more = false;
            } else {
                int length = codes.length(symbol, in);
                int distance = codes.distance(in);
                if (distance > history + end - before) {
                    throw new ArchiveException("the compressed data refers to what is before its start");
                }
                copy(distance, length);
            }
        }
        count(end - before);
        if (!more) {
            phase = Phase.BLOCK;
        }
    }

    private void copy(int distance, int length) {
        int from = end - distance;
        if (distance >= length) {
            System.arraycopy(window, from, window, end, length);
        } else if (distance == 1) {
            Arrays.fill(window, end, end + length, window[from]);
        } else {
            for (int i = 0; i < length; i++) {
                window[end + i] = window[from + i];
            }
        }
        end += length;
    }

    /** RFC 1952 §2.3.1. Of a member that was not read from its start the sum is not known. */
    private void trailer() throws IOException {
        check();
        in.align();
        int sum = in.take(32);
        int length = in.take(32);
        if (isWhole && (sum != (int) crc.getValue() || length != (int) memberLength)) {
            throw new ArchiveException("the compressed data does not have its checksum");
        }
    }
}
