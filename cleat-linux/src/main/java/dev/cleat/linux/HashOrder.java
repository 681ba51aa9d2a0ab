package dev.cleat.linux;

import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.vfs.listing.Snapshot;
import java.util.Arrays;

/**
 * Brings the entries of a directory into the order of {@link Snapshot}, with the cookies that it would give them: for file
 * systems whose own order does not last, so that a walk can change between the two.
 */
final class HashOrder {
    private static final int INDEX_BITS = 18;
    private static final int MAX_ENTRIES = 1 << INDEX_BITS;
    private static final int MAX_BYTES = 6 << 20;
    private static final long FIRST_POSITION = 3;
    private static final long END = Long.MAX_VALUE;

    private final SipHash hash;
    private byte[] names = new byte[64 * 1024];
    private int[] starts = new int[4096];
    private long[] inodes = new long[4096];
    private long[] hashes = new long[4096];
    private int count;

    HashOrder(SipHash hash) {
        this.hash = hash;
    }

    /**
     * Reads a directory from its beginning.
     *
     * @return false where it is too large
     */
    boolean read(Syscalls calls, int fd) throws VfsException {
        DirectoryEntries entries = new DirectoryEntries(calls, fd, Scratch.BULK);
        while (entries.next()) {
            if (!entries.isDots()) {
                if (count == MAX_ENTRIES - 1 || starts[count] > MAX_BYTES) {
                    return false;
                }
                add(entries);
            }
        }
        return true;
    }

    private void add(DirectoryEntries entry) {
        int start = starts[count];
        if (start + Scratch.NAME_MAX > names.length) {
            names = Arrays.copyOf(names, 2 * names.length);
        }
        if (count + 1 == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            inodes = Arrays.copyOf(inodes, 2 * inodes.length);
            hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        }
        int length = entry.copyName(names, start);
        inodes[count] = entry.inode();
        hashes[count] = Math.max(FIRST_POSITION, hash.hash(names, start, length) >>> 1);
        count++;
        starts[count] = start + length;
    }

    /**
     * Adds all of them.
     *
     * @return false where there is no room for all
     */
    boolean addTo(KeptEntries kept) {
        int[] order = order();
        long[] positions = new long[count + 1];
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = Math.max(last + 1, hashes[order[i]]);
            positions[i] = last;
        }
        positions[count] = END;
        kept.beginAt(positions[0]);
        for (int i = 0; i < count; i++) {
            int entry = order[i];
            int length = starts[entry + 1] - starts[entry];
            if (!kept.add(positions[i + 1], inodes[entry], names, starts[entry], length)) {
                return false;
            }
        }
        return true;
    }

    private int[] order() {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (hashes[i] & -MAX_ENTRIES) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int entry = (int) keys[i] & (MAX_ENTRIES - 1);
            int at = i;
            // The keys lack the lowest bits of the hash.
            while (at > 0 && compare(order[at - 1], entry) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = entry;
        }
        return order;
    }

    private int compare(int one, int other) {
        int byHash = Long.compare(hashes[one], hashes[other]);
        return byHash != 0
                ? byHash
                : Arrays.compareUnsigned(names, starts[one], starts[one + 1], names, starts[other], starts[other + 1]);
    }
}
