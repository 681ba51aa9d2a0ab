package dev.cleat.archive;

import java.io.IOException;
import java.util.Arrays;

/** The two codes of a block, and what their symbols mean (RFC 1951 §3.2.5 to §3.2.7). For one thread. */
final class DeflateCodes {
    static final int END_OF_BLOCK = 256;

    private static final int FIRST_LENGTH = 257;
    private static final int LITERALS = 288;
    private static final int DISTANCES = 30;
    private static final int MAX_LITERALS = 286;

    private static final int[] LENGTH = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] DISTANCE = new int[DISTANCES];
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    static {
        int distance = 1;
        for (int i = 0; i < DISTANCES; i++) {
            DISTANCE[i] = distance;
            distance += 1 << distanceBits(i);
        }
    }

    final Huffman literals = new Huffman(LITERALS);
    private final Huffman distances = new Huffman(DISTANCES);
    private final Huffman lengths = new Huffman(ORDER.length);

    /** Reads the type of a block that has codes, and the codes. */
    void read(BitInput in) throws IOException {
        switch (in.take(2)) {
            case 1 -> fixed();
            case 2 -> dynamic(in);
            default -> throw new ArchiveException("the compressed data has a block of no type");
        }
    }

    int length(int symbol, BitInput in) throws IOException {
        int index = symbol - FIRST_LENGTH;
        if (index >= LENGTH.length) {
            throw new ArchiveException("the compressed data has a length that means nothing");
        }
        int extra = index < 8 || index == 28 ? 0 : (index >> 2) - 1;
        return LENGTH[index] + (extra == 0 ? 0 : in.take(extra));
    }

    int distance(BitInput in) throws IOException {
        int symbol = distances.decode(in);
        return DISTANCE[symbol] + in.take(distanceBits(symbol));
    }

    private static int distanceBits(int symbol) {
        return symbol < 4 ? 0 : (symbol >> 1) - 1;
    }

    private void fixed() throws ArchiveException {
        byte[] fixed = new byte[LITERALS];
        Arrays.fill(fixed, 0, 144, (byte) 8);
        Arrays.fill(fixed, 144, 256, (byte) 9);
        Arrays.fill(fixed, 256, 280, (byte) 7);
        Arrays.fill(fixed, 280, LITERALS, (byte) 8);
        literals.set(fixed, 0, LITERALS);
        // Of the 32 codes of five bits, the last two mean nothing.
        distances.setFixed(5, DISTANCES);
    }

    private void dynamic(BitInput in) throws IOException {
        int literalCount = in.take(5) + FIRST_LENGTH;
        int distanceCount = in.take(5) + 1;
        int lengthCount = in.take(4) + 4;
        if (literalCount > MAX_LITERALS || distanceCount > DISTANCES) {
            throw new ArchiveException("the compressed data has too many codes");
        }
        byte[] told = new byte[ORDER.length];
        for (int i = 0; i < lengthCount; i++) {
            told[ORDER[i]] = (byte) in.take(3);
        }
        lengths.set(told, 0, told.length);
        byte[] both = repeated(in, literalCount + distanceCount);
        if (both[END_OF_BLOCK] == 0) {
            throw new ArchiveException("the compressed data has a block without an end");
        }
        literals.set(both, 0, literalCount);
        distances.set(both, literalCount, distanceCount);
    }

    private byte[] repeated(BitInput in, int number) throws IOException {
        byte[] all = new byte[number];
        int at = 0;
        while (at < number) {
            int symbol = lengths.decode(in);
            if (symbol < 16) {
                all[at++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && at == 0) {
                throw new ArchiveException("the compressed data repeats what is not there");
            }
            byte value = symbol == 16 ? all[at - 1] : 0;
            int times = symbol == 16 ? 3 + in.take(2) : symbol == 17 ? 3 + in.take(3) : 11 + in.take(7);
            if (at + times > number) {
                throw new ArchiveException("the compressed data has too many codes");
            }
            Arrays.fill(all, at, at + times, value);
            at += times;
        }
        return all;
    }
}
