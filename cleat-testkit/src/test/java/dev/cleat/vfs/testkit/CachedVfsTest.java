package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.CachedVfs;
import dev.cleat.vfs.decorate.VfsOperation;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedVfsTest {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int BYTES = 200_000;

    private final MemoryVfs memory = new MemoryVfs();
    private final FaultyVfs below = new FaultyVfs(memory);
    private final AtomicLong now = new AtomicLong();
    private final CachedVfs cached = new CachedVfs(below, BYTES, FRESH, now::get);
    private final VfsUser user = new VfsUser(cached, Caller.ROOT);

    CachedVfsTest() throws IOException {
        SampleTree.plant(new VfsUser(memory, Caller.ROOT));
    }

    private static byte[] read(Vfs vfs, FileId file, Caller caller) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(500_000);
        vfs.read(file, 0, data, caller);
        data.flip();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private static Writable changes(Vfs vfs) {
        return Objects.requireNonNull(vfs.capability(Writable.class));
    }

    @Test
    void whatWasReadIsNotReadAgain() throws IOException {
        FileId file = user.walk("hello");
        byte[] first = read(cached, file, Caller.ROOT);
        int reads = below.calls(VfsOperation.READ);
        assertThat(read(cached, file, Caller.ROOT)).isEqualTo(first).isEqualTo(SampleTree.contents("hello"));
        assertThat(below.calls(VfsOperation.READ)).isEqualTo(reads);
    }

    @Test
    void namesAndAttributesAreAskedForAgainWhenTheyAreNoLongerFresh() throws IOException {
        user.walk("hello");
        int lookups = below.calls(VfsOperation.LOOKUP);
        user.walk("hello");
        assertThat(below.calls(VfsOperation.LOOKUP)).isEqualTo(lookups);
        now.addAndGet(FRESH.toNanos());
        user.walk("hello");
        assertThat(below.calls(VfsOperation.LOOKUP)).isGreaterThan(lookups);
    }

    @Test
    void whatChangesBelowIsSeenWhenItIsNoLongerFresh() throws IOException {
        FileId file = user.walk("hello");
        read(cached, file, Caller.ROOT);
        changes(memory).write(file, 0, ByteBuffer.wrap(new byte[] {'J'}), Caller.ROOT);
        now.addAndGet(FRESH.toNanos());
        assertThat(read(cached, file, Caller.ROOT)[0]).isEqualTo((byte) 'J');
    }

    @Test
    void whatIsChangedThroughItIsSeenAtOnce() throws IOException {
        FileId file = user.walk("hello");
        read(cached, file, Caller.ROOT);
        changes(cached).write(file, 0, ByteBuffer.wrap(new byte[] {'J'}), Caller.ROOT);
        assertThat(read(cached, file, Caller.ROOT)[0]).isEqualTo((byte) 'J');
        changes(cached).remove(cached.root(), Name.of("hello"), Caller.ROOT);
        assertThatThrownBy(() -> cached.attributes(file)).hasMessageContaining("STALE");
    }

    @Test
    void nobodyReadsWhatSomebodyElseWasAllowedToRead() throws IOException {
        FileId file = user.walk("hello");
        changes(cached).setAttributes(file, SetAttributes.mode(0600), Caller.ROOT);
        read(cached, file, Caller.ROOT);
        assertThatThrownBy(() -> read(cached, file, new Caller(500, 500))).hasMessageContaining("ACCES");
    }

    @Test
    void noMoreIsRememberedThanItMay() throws IOException {
        assertThat(read(cached, user.walk("large"), Caller.ROOT)).isEqualTo(SampleTree.contents("large"));
        assertThat(cached.bytes()).isPositive().isLessThanOrEqualTo(BYTES);
    }
}
