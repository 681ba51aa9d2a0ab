package dev.cleat.vfs.memory;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file: blocks at the leaves of a tree that is as high as the last block asks for, so that a gap costs
 * nothing, at whatever offset. What was never written is zero.
 *
 * <p>Changes need the exclusive lock of the {@link MemoryFile}. Reads may run beside a change: they then copy something
 * arbitrary, which the file throws away, but they never fail.
 */
final class Contents {
    private static final int BLOCK_SHIFT = Integer.numberOfTrailingZeros(Capacity.BLOCK);
    private static final int BLOCK_MASK = Capacity.BLOCK - 1;
    private static final int FANOUT_SHIFT = 6;
    private static final int FANOUT_MASK = (1 << FANOUT_SHIFT) - 1;
    private static final byte[] ZEROES = new byte[Capacity.BLOCK];

    /** A table of 64 subtrees, each of which spans {@code 1 << shift} blocks. */
    private static final class Table {
        final int shift;
        final @Nullable Object[] children = new Object[1 << FANOUT_SHIFT];

        Table(int shift) {
            this.shift = shift;
        }

        boolean covers(long index) {
            return index >>> shift >>> FANOUT_SHIFT == 0;
        }

        int slot(long index) {
            return (int) (index >>> shift) & FANOUT_MASK;
        }
    }

    /** Null, a block (the file's first), or a table: one reference, so that a reader never sees two that do not fit. */
    private @Nullable Object root;

    private long blocks;

    /** How many blocks are held. */
    long blocks() {
        return blocks;
    }

    /** Copies {@code count} bytes. */
    void read(long offset, ByteBuffer into, int count) {
        long position = offset;
        int left = count;
        while (left > 0) {
            int start = (int) position & BLOCK_MASK;
            int length = Math.min(left, Capacity.BLOCK - start);
            byte[] block = block(position >>> BLOCK_SHIFT);
            into.put(block == null ? ZEROES : block, start, length);
            position += length;
            left -= length;
        }
    }

    /** Copies all that remains of the data. */
    void write(long offset, ByteBuffer data) {
        long position = offset;
        while (data.hasRemaining()) {
            int start = (int) position & BLOCK_MASK;
            int length = Math.min(data.remaining(), Capacity.BLOCK - start);
            data.get(madeBlock(position >>> BLOCK_SHIFT), start, length);
            position += length;
        }
    }

    /** How many blocks a write will have to make. */
    long missing(long offset, int count) {
        if (count == 0) {
            return 0;
        }
        long last = (offset + count - 1) >>> BLOCK_SHIFT;
        long missing = 0;
        for (long index = offset >>> BLOCK_SHIFT; index <= last; index++) {
            if (block(index) == null) {
                missing++;
            }
        }
        return missing;
    }

    /**
     * Forgets all from this offset on.
     *
     * @return how many blocks became free
     */
    long truncate(long size) {
        long before = blocks;
        if (size == 0) {
            root = null;
            blocks = 0;
            return before;
        }
        int tail = (int) size & BLOCK_MASK;
        long kept = (size >>> BLOCK_SHIFT) + (tail == 0 ? 0 : 1);
        byte[] last = tail == 0 ? null : block(kept - 1);
        if (last != null) {
            System.arraycopy(ZEROES, 0, last, tail, Capacity.BLOCK - tail);
        }
        blocks = before - cut(root, kept);
        return before - blocks;
    }

    private byte @Nullable [] block(long index) {
        Object node = root;
        if (!(node instanceof Table)) {
            return index == 0 ? (byte[]) node : null;
        }
        if (!((Table) node).covers(index)) {
            return null;
        }
        while (node instanceof Table table) {
            node = table.children[table.slot(index)];
        }
        return (byte[]) node;
    }

    private byte[] madeBlock(long index) {
        byte[] found = block(index);
        if (found != null) {
            return found;
        }
        byte[] made = new byte[Capacity.BLOCK];
        blocks++;
        if (root == null && index == 0) {
            root = made;
            return made;
        }
        Table table = rootFor(index);
        while (table.shift > 0) {
            int slot = table.slot(index);
            Table below = (Table) table.children[slot];
            if (below == null) {
                below = new Table(table.shift - FANOUT_SHIFT);
                table.children[slot] = below;
            }
            table = below;
        }
        table.children[table.slot(index)] = made;
        return made;
    }

    private Table rootFor(long index) {
        Table top = root instanceof Table table ? table : above(root, 0);
        while (!top.covers(index)) {
            top = above(top, top.shift + FANOUT_SHIFT);
        }
        root = top;
        return top;
    }

    private static Table above(@Nullable Object first, int shift) {
        Table table = new Table(shift);
        table.children[0] = first;
        return table;
    }

    /** Removes all but the first {@code kept} blocks below a node and counts them. */
    private static long cut(@Nullable Object node, long kept) {
        if (!(node instanceof Table table)) {
            return node != null && kept <= 0 ? 1 : 0;
        }
        long freed = 0;
        for (int slot = 0; slot < table.children.length; slot++) {
            long first = (long) slot << table.shift;
            Object child = table.children[slot];
            if (child != null && first + (1L << table.shift) > kept) {
                freed += cut(child, kept - first);
                if (first >= kept) {
                    table.children[slot] = null;
                }
            }
        }
        return freed;
    }
}
