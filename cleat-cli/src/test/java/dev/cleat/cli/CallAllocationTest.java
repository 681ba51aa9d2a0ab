package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.linux.LinuxOptions;
import dev.cleat.linux.LinuxVfs;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the server's threads leave to the garbage collector for each call, from the socket to the disk and back. Tests run
 * without the compiler that spares short-lived objects, so the bounds are above what a server needs, by half and more.
 */
@Timeout(120)
class CallAllocationTest {
    private static final int BURST = 16;
    private static final int BURSTS = 500;
    private static final int DATA_BYTES = 64 * 1024;

    @TempDir
    private Path folder;

    private int xid;

    @Test
    void callsLeaveLittleBehindHoweverMuchDataTheyCarry() throws Exception {
        Assumptions.assumeTrue(LinuxVfs.isSupported(), "needs Linux");
        try (Vfs vfs = LinuxVfs.open(folder, LinuxOptions.DEFAULT.withIdMap(InMemoryIdMap::new));
                NfsServer server = NfsServer.builder()
                        .export(new Export("files", null, vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE)))
                        .port(0)
                        .start();
                NfsClient client = client(server);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            Opaque root = client.mount(Name.of("/files"));
            Created.Ok made = (Created.Ok)
                    client.call(new Create(root, Name.of("file"), new Create.Unchecked(SetAttributes.mode(0644))));
            Opaque file = Objects.requireNonNull(made.object());
            ByteBuffer data = ByteBuffer.allocate(DATA_BYTES);
            client.call(new Write(file, 0, Stability.UNSTABLE, data));
            assertThat(bytesFor(socket, new GetAttr(file))).as("GETATTR").isLessThan(700);
            assertThat(bytesFor(socket, new Access(file, 0x3f))).as("ACCESS").isLessThan(800);
            assertThat(bytesFor(socket, new Lookup(root, Name.of("file"))))
                    .as("LOOKUP")
                    .isLessThan(1800);
            // Far less than the data: that lies in buffers which are lent and taken back.
            assertThat(bytesFor(socket, new Read(file, 0, DATA_BYTES)))
                    .as("READ")
                    .isLessThan(1100);
            assertThat(bytesFor(socket, new Write(file, 0, Stability.UNSTABLE, data)))
                    .as("WRITE")
                    .isLessThan(3000);
        }
    }

    private static NfsClient client(NfsServer server) throws IOException {
        int user = HostUser.id();
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(Nfs3.VERSION.program(), server.port())
                .mountPort(server.mountPort())
                .credential(new Credential.Sys(0, "test", user, user, List.of()))
                .build();
    }

    private long bytesFor(Socket socket, Request<?> request) throws Exception {
        ByteBuffer record = record(request);
        converse(socket, record);
        long before = allocated();
        converse(socket, record);
        return (allocated() - before) / (BURST * BURSTS);
    }

    /** As many calls at once as a client has under way, again and again. */
    private void converse(Socket socket, ByteBuffer record) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[DATA_BYTES + 1024];
        for (int i = 0; i < BURSTS; i++) {
            for (int j = 0; j < BURST; j++) {
                record.putInt(4, ++xid);
                out.write(record.array(), record.arrayOffset(), record.limit());
            }
            for (int j = 0; j < BURST; j++) {
                in.readFully(answer, 0, in.readInt() & Integer.MAX_VALUE);
                assertThat(ByteBuffer.wrap(answer).getInt(24)).isZero();
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

    private static long allocated() throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("cleat-event-") || thread.getName().startsWith("cleat-pool-")) {
                sum += (long) allocated.invoke(bean, thread.threadId());
            }
        }
        return sum;
    }
}
