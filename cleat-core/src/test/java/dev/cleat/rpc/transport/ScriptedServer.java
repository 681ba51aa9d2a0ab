package dev.cleat.rpc.transport;

import dev.cleat.rpc.Messages;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server that takes one connection and says exactly the bytes it is told to. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** One side of a conversation. */
    interface Script {
        void play(Line client) throws IOException;
    }

    /** The connection. */
    record Line(DataInputStream in, OutputStream out) {
        /** The next record, which must be one fragment. */
        byte[] hear() throws IOException {
            byte[] record = new byte[in.readInt() & 0x7fff_ffff];
            in.readFully(record);
            return record;
        }

        int hearXid() throws IOException {
            return ByteBuffer.wrap(hear()).getInt();
        }

        void say(byte[]... parts) throws IOException {
            out.write(Messages.join(parts));
            out.flush();
        }
    }

    ScriptedServer(Script script) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket socket = listening.accept()) {
                script.play(new Line(new DataInputStream(socket.getInputStream()), socket.getOutputStream()));
                ended.complete(null);
            } catch (IOException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** Fails if the script did. */
    void awaitEnd() throws Exception {
        ended.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
