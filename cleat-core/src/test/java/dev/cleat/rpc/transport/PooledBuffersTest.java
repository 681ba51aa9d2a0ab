package dev.cleat.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PooledBuffersTest {
    private static final int MIB = 1 << 20;

    private final PooledBuffers buffers = new PooledBuffers(MIB + 1024, 4 * MIB);

    @Test
    void aLeaseHasRoomForWhatWasAskedAndLittleMore() {
        for (int capacity = 0; capacity <= MIB + 1024; capacity += 9_999) {
            Lease lease = buffers.lease(capacity);
            ByteBuffer buffer = lease.buffer();
            assertThat(buffer.remaining()).isGreaterThanOrEqualTo(capacity).isLessThanOrEqualTo(2 * capacity + 4096);
            assertThat(buffer.position()).isZero();
            assertThat(buffer.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
            assertThat(buffer.isDirect()).isTrue();
            lease.release();
        }
        assertThat(buffers.lent()).isZero();
    }

    @Test
    void aPowerOfTwoFitsWithItsHeaders() {
        assertThat(buffers.lease(64 * 1024 + 1024).buffer().capacity()).isEqualTo(65 * 1024);
        assertThat(buffers.lease(MIB + 1024).buffer().capacity()).isEqualTo(MIB + 1024);
    }

    @Test
    void aReturnedBufferIsLentAgainAsIfNew() {
        Lease first = buffers.lease(5000);
        ByteBuffer memory = first.buffer();
        memory.putInt(1).limit(8);
        first.release();
        Lease second = buffers.lease(5001);
        assertThat(second.buffer()).isSameAs(memory);
        assertThat(memory.remaining()).isEqualTo(memory.capacity());
    }

    @Test
    void aWriterComesBackAsNewWithItsBuffer() {
        XdrWriter first = buffers.writer(1024);
        first.writeInt(1);
        first.writeOpaque(ByteBuffer.allocate(100_000));
        first.writeInt(2);
        assertThat(first.segments()).hasSize(3);
        first.release();
        assertThat(buffers.lent()).isZero();
        XdrWriter second = buffers.writer(1024);
        assertThat(second).isSameAs(first);
        assertThat(second.size()).isZero();
        second.writeInt(3);
        assertThat(second.toBuffer()).isEqualTo(ByteBuffer.allocate(4).putInt(0, 3));
        assertThat(buffers.writer(1024)).isNotSameAs(second);
    }

    @Test
    void releasingTwiceIsRefused() {
        Lease lease = buffers.lease(1);
        lease.release();
        assertThatThrownBy(lease::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void exhaustionIsToldWhileTooMuchIsLent() {
        List<Lease> leases = new ArrayList<>();
        while (!buffers.exhausted()) {
            leases.add(buffers.lease(MIB));
        }
        assertThat(leases).hasSize(4);
        leases.removeLast().release();
        assertThat(buffers.exhausted()).isFalse();
    }

    @Test
    void whatNobodyNeedsIsLetGo() {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            leases.add(buffers.lease(MIB));
        }
        leases.forEach(Lease::release);
        assertThat(buffers.idle()).isEqualTo(8L * (MIB + 1024));
        for (int i = 0; i < 5; i++) {
            buffers.trim();
        }
        assertThat(buffers.idle()).isZero();
    }

    @Test
    void whatIsInUseNowAndThenIsKept() {
        buffers.lease(MIB).release();
        for (int i = 0; i < 5; i++) {
            buffers.lease(MIB).release();
            buffers.trim();
        }
        assertThat(buffers.idle()).isEqualTo(MIB + 1024);
    }
}
