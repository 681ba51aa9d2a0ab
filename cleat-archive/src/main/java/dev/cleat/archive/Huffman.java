package dev.cleat.archive;

import java.io.IOException;
import java.util.Arrays;

/** A Huffman code of RFC 1951 §3.2.2: short codes by a table, longer ones bit by bit. For one thread. */
final class Huffman {
    private static final int MAX_LENGTH = 15;
    private static final int FAST = 10;
    private static final int LENGTH_MASK = 15;

    /** By the next bits: the symbol and, in the lowest four bits, its length; 0 for what is longer or no code. */
    private final short[] fast = new short[1 << FAST];

    private final short[] counts = new short[MAX_LENGTH + 1];
    private final short[] symbols;

    Huffman(int maxSymbols) {
        symbols = new short[maxSymbols];
    }

    /** Makes the code from the lengths of its symbols' codes; 0 for symbols that have none. */
    void set(byte[] lengths, int from, int number) throws ArchiveException {
        Arrays.fill(counts, (short) 0);
        for (int i = 0; i < number; i++) {
            counts[lengths[from + i]]++;
        }
        int used = number - counts[0];
        counts[0] = 0;
        int left = 1;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            left = (left << 1) - counts[length];
            if (left < 0) {
                throw new ArchiveException("the compressed data has an impossible code");
            }
        }
        // RFC 1951 §3.2.7 knows one incomplete code: a single distance, of one bit.
        if (left > 0 && used > 1) {
            throw new ArchiveException("the compressed data has an incomplete code");
        }
        fill(lengths, from, number);
    }

    private void fill(byte[] lengths, int from, int number) {
        int[] next = new int[MAX_LENGTH + 1];
        int[] codes = new int[MAX_LENGTH + 1];
        for (int length = 1; length < MAX_LENGTH; length++) {
            next[length + 1] = next[length] + counts[length];
            codes[length + 1] = (codes[length] + counts[length]) << 1;
        }
        Arrays.fill(fast, (short) 0);
        for (int symbol = 0; symbol < number; symbol++) {
            int length = lengths[from + symbol];
            if (length > 0) {
                symbols[next[length]++] = (short) symbol;
                int code = codes[length]++;
                if (length <= FAST) {
                    short entry = (short) (symbol << 4 | length);
                    for (int i = Integer.reverse(code) >>> (32 - length); i < fast.length; i += 1 << length) {
                        fast[i] = entry;
                    }
                }
            }
        }
    }

    /** Makes a code whose symbols all have codes of this length. */
    void setFixed(int length, int number) {
        byte[] lengths = new byte[number];
        Arrays.fill(lengths, (byte) length);
        Arrays.fill(counts, (short) 0);
        counts[length] = (short) number;
        fill(lengths, 0, number);
    }

    int decode(BitInput in) throws IOException {
        long bits = in.peek();
        int entry = fast[(int) bits & ((1 << FAST) - 1)];
        if (entry != 0) {
            in.drop(entry & LENGTH_MASK);
            return entry >>> 4;
        }
        return decodeLong(in, bits);
    }

    private int decodeLong(BitInput in, long bits) throws IOException {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code |= (int) (bits >>> (length - 1)) & 1;
            int count = counts[length];
            if (code - count < first) {
                in.drop(length);
                return symbols[index + code - first];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new ArchiveException("the compressed data has a code that means nothing");
    }
}
