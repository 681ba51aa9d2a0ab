package dev.cleat.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Answers every call with success and no results, from a thread for each connection, with as few system calls as there can be.
 * A connection that begins with {@code E} gets back whatever it sends; one that begins with {@code B} gets bytes for ever.
 * Prints its port, and serves until it is ended.
 */
final class Responder {
    private static final int REPLY = 28;
    private static final int LAST = 0x8000_0000;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);
    private final ByteBuffer out = ByteBuffer.allocateDirect(64 << 10);

    private Responder(SocketChannel channel) {
        this.channel = channel;
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            System.out.println(((InetSocketAddress) listener.getLocalAddress()).getPort());
            while (true) {
                Responder responder = new Responder(listener.accept());
                Thread.ofPlatform().daemon().start(responder::serve);
            }
        }
    }

    private void serve() {
        try (channel) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // What comes behind the first byte may have come with it.
            if (channel.read(in.limit(1)) <= 0) {
                return;
            }
            in.limit(in.capacity());
            switch (in.get(0)) {
                case 'E' -> echo();
                case 'B' -> pour();
                default -> answer();
            }
        } catch (IOException gone) {
            // The client has what it wanted.
        }
    }

    private void echo() throws IOException {
        in.clear();
        while (channel.read(in) >= 0) {
            in.flip();
            write(in);
            in.clear();
        }
    }

    private void pour() throws IOException {
        ByteBuffer much = ByteBuffer.allocateDirect(1 << 20);
        while (channel.isOpen()) {
            write(much);
            much.clear();
        }
    }

    private void answer() throws IOException {
        do {
            in.flip();
            out.clear();
            while (in.remaining() >= 4 && in.remaining() >= 4 + (in.getInt(in.position()) & ~LAST)) {
                int length = in.getInt() & ~LAST;
                int xid = in.getInt(in.position());
                in.position(in.position() + length);
                out.putInt(LAST | (REPLY - 4)).putInt(xid).putInt(1).putInt(0);
                out.putInt(0).putInt(0).putInt(0);
            }
            in.compact();
            out.flip();
            write(out);
        } while (channel.read(in) >= 0);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
