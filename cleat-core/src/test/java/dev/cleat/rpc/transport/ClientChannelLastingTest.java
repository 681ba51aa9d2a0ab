package dev.cleat.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cleat.rpc.ClientChannel;
import dev.cleat.rpc.RpcException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientChannelLastingTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** What becomes of a call. */
    private enum Fate {
        ANSWERED,
        BROKEN,
        SILENT
    }

    private final List<Integer> heard = new ArrayList<>();
    private int opened;
    private int closed;

    /** Channels of which each meets these fates, one call after another; after the last there are no more. */
    private ClientChannelLasting channels(Fate[]... fates) throws IOException {
        Deque<Fate[]> left = new ArrayDeque<>(Arrays.asList(fates));
        return new ClientChannelLasting(() -> {
            Fate[] next = left.poll();
            if (next == null) {
                throw new IOException("refused");
            }
            opened++;
            return channel(new ArrayDeque<>(List.of(next)));
        });
    }

    private ClientChannel channel(Deque<Fate> fates) {
        return new ClientChannel() {
            @Override
            public ByteBuffer call(ByteBuffer message, Duration timeout) throws IOException {
                heard.add(message.getInt());
                return switch (fates.isEmpty() ? Fate.BROKEN : fates.pop()) {
                    case ANSWERED -> ByteBuffer.allocate(4);
                    case BROKEN -> throw new IOException("broken");
                    case SILENT -> throw PendingCalls.noAnswer(timeout);
                };
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private static Fate[] fates(Fate... fates) {
        return fates;
    }

    private static ByteBuffer call(int xid) {
        return ByteBuffer.allocate(4).putInt(xid).flip();
    }

    @Test
    void callsGoOutAgainAsTheyWere() throws IOException {
        ClientChannelLasting lasting =
                channels(fates(Fate.ANSWERED, Fate.BROKEN), fates(Fate.BROKEN), fates(Fate.ANSWERED, Fate.ANSWERED));
        lasting.call(call(1), LONG);
        lasting.call(call(2), LONG);
        lasting.call(call(3), LONG);
        assertThat(heard).containsExactly(1, 2, 2, 2, 3);
        assertThat(opened).isEqualTo(3);
        assertThat(closed).isEqualTo(2);
    }

    @Test
    void aServerThatHasNeverAnsweredIsNotAskedAgain() throws IOException {
        ClientChannelLasting lasting = channels(fates(Fate.BROKEN), fates(Fate.ANSWERED));
        assertThatIOException().isThrownBy(() -> lasting.call(call(1), LONG)).withMessage("broken");
        lasting.call(call(2), LONG);
        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void silenceLeavesTheChannel() throws IOException {
        ClientChannelLasting lasting = channels(fates(Fate.ANSWERED, Fate.SILENT, Fate.ANSWERED));
        lasting.call(call(1), LONG);
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> lasting.call(call(2), LONG));
        lasting.call(call(3), LONG);
        assertThat(opened).isOne();
    }

    @Test
    void timeEndsTheAttempts() throws IOException {
        ClientChannelLasting lasting = channels(fates(Fate.ANSWERED));
        lasting.call(call(1), LONG);
        assertThatIOException()
                .isThrownBy(() -> lasting.call(call(2), Duration.ofMillis(300)))
                .withMessage("refused");
    }

    @Test
    void whatIsClosedOpensNothing() throws IOException {
        ClientChannelLasting lasting = channels(fates(Fate.ANSWERED), fates(Fate.ANSWERED));
        lasting.call(call(1), LONG);
        lasting.close();
        assertThatIOException().isThrownBy(() -> lasting.call(call(2), LONG));
        assertThat(opened).isOne();
        assertThat(closed).isOne();
    }
}
