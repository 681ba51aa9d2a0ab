package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A process that serves a folder, calls itself over the loopback, and prints how many bytes of its heap a call of each kind has
 * cost: {@code READ 4096: 300}. It goes round the kinds until all keep to the bar, or for so many seconds.
 *
 * <p>Arguments: an empty folder to be served, another for the server's state, the bar in bytes, and the seconds.
 */
final class CallMeter {
    static final int SMALL = 4 * 1024;
    static final int LARGE = 64 * 1024;

    /** As many calls as a client has under way at once. */
    private static final int BURST = 16;

    private static final int BURSTS = 256;
    private static final int XID_AT = 4;
    /** Behind the xid, REPLY, accepted, an empty verifier and SUCCESS. */
    private static final int STATUS_AT = 24;

    private final DataOutputStream out;
    private final DataInputStream in;
    private final byte[] answer = new byte[LARGE + 1024];
    private int xid;

    private CallMeter(Socket socket) throws IOException {
        this.out = new DataOutputStream(socket.getOutputStream());
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Calls of one kind, as they go over the wire, and what the latest of them have cost. */
    private static final class Kind {
        private final String name;
        private final ByteBuffer record;
        private long bytes = Long.MAX_VALUE;

        Kind(String name, Request<?> request) throws IOException {
            this.name = name;
            this.record = record(request);
        }
    }

    public static void main(String[] args) throws Exception {
        long bar = Long.parseLong(args[2]);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[3]));
        try (ServedHost host = new ServedHost(
                        FileSystems.getDefault(), Path.of(args[1]), "--squash=none", "files=" + args[0]);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            socket.setTcpNoDelay(true);
            List<Kind> kinds = kinds(host);
            CallMeter meter = new CallMeter(socket);
            do {
                for (Kind kind : kinds) {
                    kind.bytes = meter.bytesFor(kind.record);
                }
            } while (kinds.stream().anyMatch(kind -> kind.bytes > bar) && System.nanoTime() - deadline < 0);
            kinds.forEach(kind -> System.out.println(kind.name + ": " + kind.bytes));
        }
    }

    private static List<Kind> kinds(ServedHost host) throws IOException {
        int user = HostUser.id();
        try (NfsClient client = host.client(Protocol.TCP, user, user)) {
            Opaque root = client.mount(Name.of("/files"));
            Created.Ok made = (Created.Ok)
                    client.call(new Create(root, Name.of("file"), new Create.Unchecked(SetAttributes.mode(0644))));
            Opaque file = Objects.requireNonNull(made.object());
            List<Kind> kinds = new ArrayList<>();
            kinds.add(new Kind("GETATTR", new GetAttr(file)));
            kinds.add(new Kind("ACCESS", new Access(file, 0x3f)));
            kinds.add(new Kind("LOOKUP", new Lookup(root, Name.of("file"))));
            for (int size : new int[] {LARGE, SMALL}) {
                kinds.add(new Kind("WRITE " + size, new Write(file, 0, Stability.UNSTABLE, ByteBuffer.allocate(size))));
                kinds.add(new Kind("READ " + size, new Read(file, 0, size)));
            }
            return kinds;
        }
    }

    private long bytesFor(ByteBuffer record) throws IOException, ReflectiveOperationException {
        byte[] burst = new byte[BURST * record.limit()];
        for (int at = 0; at < burst.length; at += record.limit()) {
            record.get(0, burst, at, record.limit());
        }
        long before = allocated();
        for (int i = 0; i < BURSTS; i++) {
            call(burst);
        }
        return (allocated() - before) / (BURST * BURSTS);
    }

    private void call(byte[] burst) throws IOException {
        ByteBuffer written = ByteBuffer.wrap(burst);
        for (int at = XID_AT; at < burst.length; at += burst.length / BURST) {
            written.putInt(at, ++xid);
        }
        out.write(burst);
        for (int i = 0; i < BURST; i++) {
            int length = in.readInt() & Integer.MAX_VALUE;
            in.readFully(answer, 0, length);
            int status = ByteBuffer.wrap(answer).getInt(STATUS_AT);
            if (status != 0) {
                throw new IOException("status " + status);
            }
        }
    }

    private static ByteBuffer record(Request<?> request) throws IOException {
        int user = HostUser.id();
        XdrWriter out = new XdrWriter();
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(2);
        out.writeInt(Nfs3.VERSION.program());
        out.writeInt(Nfs3.VERSION.version());
        out.writeInt(request.procedure().number());
        out.writeInt(1);
        out.writeInt(24);
        out.writeInt(0);
        out.writeString("test");
        out.writeInt(user);
        out.writeInt(user);
        out.writeInt(0);
        out.writeLong(0);
        request.encode(out);
        ByteBuffer record = out.toBuffer();
        return record.putInt(0, 1 << 31 | (record.limit() - 4));
    }

    /** By all threads there ever were but this one, which plays the client. */
    private static long allocated() throws ReflectiveOperationException {
        // The module does not read that of the bean; a process that is measured has it.
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
        long all = (long) type.getMethod("getTotalThreadAllocatedBytes").invoke(bean);
        return all - (long) type.getMethod("getCurrentThreadAllocatedBytes").invoke(bean);
    }
}
