package dev.cleat.archive;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compressed data that is read at any position. It is unpacked in blocks, from where a reader before stopped or from the
 * mark before: a sequential reader unpacks each byte once; a random one, where marks are, some megabytes for a block.
 *
 * <p>{@link #idle} is guarded by {@code this}; whoever takes an {@link Inflate} out of it has it alone.
 */
final class UnpackedStream implements Data {
    static final int BLOCK = 1 << 17;

    private static final int MAX_IDLE = 3;
    /** Some seconds' work; who asks for more is told to ask again, and finds marks. */
    private static final long MAX_SKIP = 1L << 30;
    /** Clients ask for several blocks at once, and the requests arrive in any order. */
    private static final long NEAR = 1 << 20;

    private final Data packed;
    private final Source source;
    private final Marks marks;
    private final BlockCache cache;
    private final List<Inflate> idle = new ArrayList<>();

    /**
     * What is unpacked.
     *
     * @param crc of all, or null where the data has its own
     * @param size of all, or -1 where it is not known
     */
    record Source(
            long start, long length, boolean gzip, @Nullable Integer crc, long size) {}

    UnpackedStream(Data packed, Source source, Marks marks, BlockCache cache) {
        this.packed = packed;
        this.source = source;
        this.marks = marks;
        this.cache = cache;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        return read(position, into, MAX_SKIP);
    }

    /**
     * @param maxSkip how many bytes may be unpacked to get there
     */
    int read(long position, ByteBuffer into, long maxSkip) throws IOException {
        int before = into.position();
        long at = position;
        while (into.hasRemaining()) {
            byte[] block = block(at / BLOCK, maxSkip);
            int from = (int) (at % BLOCK);
            int number = Math.min(into.remaining(), block.length - from);
            if (number <= 0) {
                break;
            }
            into.put(block, from, number);
            at += number;
        }
        return into.position() - before;
    }

    /** Unpacks to the end, so that damage shows now. Answers the size. */
    long verify(long limit) throws IOException {
        Inflate inflate = take(Long.MAX_VALUE);
        while (next(inflate, null, BLOCK) >= 0) {
            if (inflate.position() > limit) {
                throw new ArchiveException("it unpacks to more than " + limit + " bytes");
            }
        }
        return inflate.position();
    }

    void forget() {
        marks.forget();
        cache.forget(this);
    }

    private byte[] block(long index, long maxSkip) throws IOException {
        byte[] known = cache.find(this, index);
        if (known != null) {
            return known;
        }
        Inflate inflate = take(index * BLOCK);
        byte[] block = skip(inflate, index, maxSkip) ? unpack(inflate) : new byte[0];
        give(inflate);
        cache.keep(this, index, block);
        return block;
    }

    /** Goes to a block; false where the data ends before. */
    private boolean skip(Inflate inflate, long index, long maxSkip) throws IOException {
        long target = index * BLOCK;
        long began = inflate.position();
        while (inflate.position() < target) {
            long at = inflate.position();
            if (at - began >= maxSkip) {
                give(inflate);
                throw new VfsException(VfsError.JUKEBOX, "still unpacking");
            }
            if (at % BLOCK == 0 && target - at <= NEAR) {
                cache.keep(this, at / BLOCK, unpack(inflate));
            } else if (next(inflate, null, (int) Math.min(BLOCK - at % BLOCK, target - at)) < 0) {
                return false;
            }
            if (inflate.position() == at) {
                return false;
            }
        }
        return true;
    }

    private byte[] unpack(Inflate inflate) throws IOException {
        byte[] block = new byte[source.size < 0 ? BLOCK : (int) Math.min(BLOCK, source.size - inflate.position())];
        int length = 0;
        while (length < block.length) {
            int read = next(inflate, block, length, block.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length == block.length ? block : Arrays.copyOf(block, length);
    }

    private int next(Inflate inflate, byte @Nullable [] into, int length) throws IOException {
        return next(inflate, into, 0, length);
    }

    private int next(Inflate inflate, byte @Nullable [] into, int offset, int length) throws IOException {
        int read = inflate.read(into, offset, length);
        marks.consider(inflate);
        if (source.size >= 0 && (read < 0 ? inflate.position() < source.size : inflate.position() == source.size)) {
            checkEnd(inflate);
        }
        return read;
    }

    private void checkEnd(Inflate inflate) throws IOException {
        if (inflate.position() < source.size) {
            throw new ArchiveException("the compressed data ends too early");
        }
        Integer sum = inflate.checksum();
        if (sum != null && !sum.equals(source.crc)) {
            throw new ArchiveException("the compressed data does not have its checksum");
        }
    }

    /** The one among those at rest, and one that begins at a mark, that is closest before this position. */
    private synchronized Inflate take(long position) throws IOException {
        Inflate best = null;
        for (Inflate each : idle) {
            if (each.position() <= position && (best == null || each.position() > best.position())) {
                best = each;
            }
        }
        if (best != null && best.position() >= marks.before(position)) {
            idle.remove(best);
            return best;
        }
        Inflate fresh = new Inflate(new BitInput(packed, source.start, source.length), source.gzip);
        marks.resume(fresh, position);
        return fresh;
    }

    private synchronized void give(Inflate inflate) {
        if (idle.size() == MAX_IDLE) {
            idle.removeFirst();
        }
        idle.add(inflate);
    }
}
