package dev.cleat.bench;

import dev.cleat.bench.load.Histogram;
import dev.cleat.bench.report.Figure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** What the machine itself gives: a round trip of 128 bytes over loopback, and bytes one way, between two processes. */
final class Machine {
    static final String ROUND_TRIP = "ping-pong";
    static final String LOOPBACK = "loopback";
    private static final String NAME = "machine";
    private static final int MESSAGE = 128;

    private Machine() {}

    static List<Figure> measure(int port, Duration time) throws IOException {
        roundTrip(port, time);
        return List.of(
                Figure.single(NAME, "1x1", ROUND_TRIP, roundTrip(port, time), 0, 0),
                Figure.single(NAME, "1x1", LOOPBACK, 0, bandwidth(port, time), 0));
    }

    private static double roundTrip(int port, Duration time) throws IOException {
        Histogram durations = new Histogram();
        try (SocketChannel channel = open(port, 'E')) {
            ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE);
            long end = System.nanoTime() + time.toNanos();
            for (long sent = System.nanoTime(); sent < end; sent = System.nanoTime()) {
                channel.write(message.clear());
                message.clear();
                while (message.hasRemaining()) {
                    channel.read(message);
                }
                durations.add(System.nanoTime() - sent);
            }
        }
        return durations.percentile(0.5);
    }

    /** In megabytes per second. */
    private static double bandwidth(int port, Duration time) throws IOException {
        long bytes = 0;
        try (SocketChannel channel = open(port, 'B')) {
            ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < time.toNanos()) {
                bytes += channel.read(in.clear());
            }
            return bytes * 1e3 / (System.nanoTime() - begin);
        }
    }

    private static SocketChannel open(int port, char kind) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(new byte[] {(byte) kind}));
        return channel;
    }
}
