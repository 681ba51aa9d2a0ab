package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/**
 * A server that was started for a comparison.
 *
 * @param child its process
 * @param companions what it needs, and what ends after it
 */
record Started(String name, Target target, Child child, List<Child> companions) implements Server {
    Started(String name, Target target, Child child) {
        this(name, target, child, List.of());
    }

    /** Whether somebody listens there. */
    static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public Usage usage() {
        return new Usage(child.pid());
    }

    @Override
    public void close() {
        child.end();
        companions.forEach(Child::end);
    }
}
