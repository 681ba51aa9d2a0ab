package dev.cleat.rpc.transport;

import dev.cleat.rpc.ClientChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Calls within the process. There is no limit of time: nothing is lost on the way. */
public final class ClientChannelInProcess implements ClientChannel {
    private final InProcess server;

    public ClientChannelInProcess(InProcess server) {
        this.server = server;
    }

    @Override
    public ByteBuffer call(ByteBuffer message, Duration timeout) throws IOException {
        ByteBuffer answer = server.exchange(message);
        if (answer == null) {
            throw PendingCalls.noAnswer(timeout);
        }
        return answer;
    }

    @Override
    public void close() {}
}
