package dev.cleat.xdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XdrWriterTest {
    private static final ByteBuffer LARGE = ByteBuffer.allocate(XdrWriter.COPY_LIMIT + 1);

    /** Counts what is lent. */
    private static final class Counting implements BufferPool {
        final List<Lease> lent = new ArrayList<>();

        @Override
        public Lease lease(int capacity) {
            ByteBuffer memory = ByteBuffer.allocate(capacity);
            Lease lease = new Lease() {
                @Override
                public ByteBuffer buffer() {
                    return memory;
                }

                @Override
                public void release() {
                    lent.remove(this);
                }
            };
            lent.add(lease);
            return lease;
        }
    }

    private final Counting pool = new Counting();
    private final XdrWriter out = new XdrWriter(pool, 16);

    /** Something of every kind, so that there are several buffers and segments; the numbers of words before each. */
    private List<Integer> writeAll() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sizes.add(out.size());
            out.writeInt(i);
            if (i % 5 == 2) {
                out.writeOpaque(LARGE.duplicate());
            }
        }
        sizes.add(out.size());
        return sizes;
    }

    @Test
    void largeDataIsTakenOverAndSmallDataCopied() {
        out.writeOpaque(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        out.writeOpaque(LARGE.duplicate());
        out.writeInt(9);
        assertThat(out.segments().get(1).array()).isSameAs(LARGE.array());
        assertThat(out.size()).isEqualTo(8 + 4 + XdrWriter.COPY_LIMIT + 4 + 4);
    }

    @Test
    void withoutALimitToCopyingAllIsOnePiece() {
        XdrWriter whole = new XdrWriter(pool, 2 * XdrWriter.COPY_LIMIT, Integer.MAX_VALUE);
        whole.writeOpaque(LARGE.duplicate());
        whole.writeInt(9);
        assertThat(whole.segments()).hasSize(1);
    }

    @Test
    void anIntegerCanBeOverwrittenWhereverItStands() {
        List<Integer> sizes = writeAll();
        for (int i = 0; i < 12; i++) {
            out.setInt(sizes.get(i), 100 + i);
        }
        ByteBuffer all = out.toBuffer();
        for (int i = 0; i < 12; i++) {
            assertThat(all.getInt(sizes.get(i))).isEqualTo(100 + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatWasWrittenLastCanBeTakenBack(int kept) {
        List<Integer> sizes = writeAll();
        ByteBuffer before = copyOf(0);
        out.truncate(sizes.get(kept));
        assertThat(out.size()).isEqualTo(sizes.get(kept));
        out.writeInt(-1);
        out.writeLong(-2);
        ByteBuffer after = out.toBuffer();
        assertThat(after.slice(0, sizes.get(kept))).isEqualTo(before.slice(0, sizes.get(kept)));
        assertThat(after.getInt(sizes.get(kept))).isEqualTo(-1);
        assertThat(after.remaining()).isEqualTo(sizes.get(kept) + 12);
    }

    @Test
    void aCopyBeginsWhereverItShould() {
        List<Integer> sizes = writeAll();
        ByteBuffer all = copyOf(0);
        for (int from : sizes) {
            assertThat(copyOf(from)).isEqualTo(all.slice(from, all.limit() - from));
        }
        assertThat(out.toBuffer()).isEqualTo(all);
    }

    private ByteBuffer copyOf(int from) {
        ByteBuffer copy = ByteBuffer.allocate(out.size() - from);
        out.copy(from, copy);
        return copy.flip();
    }

    @Test
    void aClearedWriterKeepsOneBufferAndIsAsNew() {
        writeAll();
        ByteBuffer all = copyOf(0);
        out.segments();
        out.clear();
        assertThat(pool.lent).hasSize(1);
        assertThat(out.size()).isZero();
        writeAll();
        assertThat(out.toBuffer()).isEqualTo(all);
        out.release();
        assertThat(pool.lent).isEmpty();
    }

    @Test
    void whatIsAttachedIsReleasedToo() {
        out.attach(pool.lease(5));
        out.clear();
        assertThat(pool.lent).hasSize(1);
        out.attach(pool.lease(5));
        out.release();
        assertThat(pool.lent).isEmpty();
    }
}
