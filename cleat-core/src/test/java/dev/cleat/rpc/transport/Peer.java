package dev.cleat.rpc.transport;

import dev.cleat.rpc.Messages;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/** A client that says exactly the bytes it is told to. */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final DataInputStream in;

    Peer(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /**
     * @param receiveBytes of the socket's buffer; 0 for what is usual
     */
    Peer(InetSocketAddress server, int receiveBytes) throws IOException {
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    Peer say(byte[]... parts) throws IOException {
        out.write(Messages.join(parts));
        out.flush();
        return this;
    }

    /** Sends a message as one record. */
    Peer call(byte[] message) throws IOException {
        return say(Messages.record(message));
    }

    /** The next record, which must be one fragment. */
    byte[] hear() throws IOException {
        int mark = in.readInt();
        if (mark >= 0) {
            throw new IOException("a fragment that is not the last");
        }
        byte[] record = new byte[mark & 0x7fff_ffff];
        in.readFully(record);
        return record;
    }

    /** What one read gives. */
    byte[] hearSegment() throws IOException {
        byte[] segment = new byte[64 * 1024];
        int length = in.read(segment);
        return Arrays.copyOf(segment, Math.max(length, 0));
    }

    /** Whether the server ends the connection without another byte. */
    boolean isLeft() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        } catch (EOFException end) {
            return true;
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
