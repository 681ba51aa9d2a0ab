package dev.cleat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.Squash;
import dev.cleat.export.file.ExportTable;
import dev.cleat.mount.Mount;
import dev.cleat.mount.server.MountListener;
import dev.cleat.mount.server.MountService;
import dev.cleat.nfs2.server.Nfs2Service;
import dev.cleat.nfs3.server.Nfs3Service;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.Receiver;
import dev.cleat.rpc.RecordingExchange;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.RpcListener;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.bind.Bindings;
import dev.cleat.rpc.bind.PortmapService;
import dev.cleat.rpc.replay.ReplayCache;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.Capacity;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a whole server within the process, in which every byte of an input is a decision: which procedure, with
 * which pieces for arguments, sent once or twice. Holds that every answer is well-formed and nothing unchecked is thrown.
 *
 * <pre>
 *   call      procedure:1 habits:1 pieces:1 piece*
 *   piece     kind:1 and what {@link #piece} takes for it
 * </pre>
 */
final class FuzzedConversation implements AutoCloseable {
    private static final int MOST_CALLS = 64;
    private static final int MOST_PIECES = 15;
    private static final int HEADER = 24;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

    private final Workers workers =
            new Workers(1, 16, 16, Thread.ofPlatform().daemon().factory());
    private final List<Throwable> bugs = new ArrayList<>();
    private final List<Row<?, ?>> rows;
    private final Receiver receiver;
    private final List<byte[]> handles = new ArrayList<>();
    private int xid;

    FuzzedConversation() throws IOException {
        MemoryVfs files = new MemoryVfs(new Capacity(1 << 20, 200), CLOCK, new Random(1));
        ExportTable exports = new ExportTable(HandleKey.of(new byte[HandleKey.BYTES]), name -> 1, CLOCK, new Random(1));
        exports.put(new Export("srv", null, files, ExportOptions.DEFAULT.withSquash(Squash.NONE)));
        fill(files);
        RpcServer server = RpcServer.builder(workers)
                .service(Nfs2Service.of(exports))
                .service(Nfs3Service.of(exports))
                .services(MountService.of(exports, MountListener.NONE, 16))
                .services(new PortmapService(
                                new Bindings(), PortmapService.Registration.LOOPBACK, Set.of(Mount.PROGRAM), CLOCK)
                        .services())
                .replays(new ReplayCache(64, 1 << 16, ReplayCache.LIFETIME, () -> 0))
                .listener(new RpcListener() {
                    @Override
                    public void failed(String what, InetSocketAddress client, Throwable bug) {
                        bugs.add(bug);
                    }
                })
                .build();
        this.rows = server.services().stream()
                .flatMap(service -> service.rows().stream())
                .toList();
        this.receiver = server.receiver();
        learn("/srv");
        learn("/srv/folder");
    }

    /** Of all programs. */
    List<Procedure<?, ?>> procedures() {
        return rows.stream().<Procedure<?, ?>>map(Row::procedure).toList();
    }

    private static void fill(MemoryVfs files) throws IOException {
        Name folder = Name.of("folder");
        files.create(files.root(), folder, new NewObject.Directory(SetAttributes.mode(0755)), Caller.ROOT);
        files.create(files.root(), Name.of("f"), new NewObject.RegularFile(SetAttributes.mode(0644)), Caller.ROOT);
    }

    /** Takes the handle of a folder from MOUNT's answer. */
    private void learn(String path) {
        ByteBuffer arguments = ByteBuffer.allocate(64);
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        arguments.putInt(text.length).put(text).position(4 + (text.length + 3 & ~3));
        byte[] answer = send(header(Mount.PROGRAM, 3, 1, false), arguments.flip(), false);
        if (answer == null) {
            throw new IllegalStateException("MNT was not answered");
        }
        byte[] handle = new byte[36];
        System.arraycopy(answer, HEADER + 4, handle, 0, handle.length);
        handles.add(handle);
    }

    void hold(ByteBuffer input) {
        for (int calls = 0; input.remaining() >= 3 && calls < MOST_CALLS; calls++) {
            Row<?, ?> row = rows.get(next(input) % rows.size());
            int habits = next(input);
            ByteBuffer arguments = arguments(input);
            Procedure<?, ?> procedure = row.procedure();
            ByteBuffer header = header(
                    procedure.version().program(),
                    procedure.version().version(),
                    procedure.number(),
                    (habits & 1) != 0);
            if ((habits & 2) != 0) {
                // A word of the header that is something else.
                header.putInt(4 * (next(input) % (header.limit() / 4)), next(input) - 128);
            }
            byte[] answer = send(header.duplicate(), arguments.duplicate(), (habits & 4) != 0);
            if ((habits & 2) == 0 && answer != null) {
                check(procedure, answer);
            }
            if ((habits & 8) != 0) {
                send(header.duplicate(), arguments.duplicate(), (habits & 4) != 0);
            }
        }
    }

    private ByteBuffer arguments(ByteBuffer input) {
        ByteBuffer arguments = ByteBuffer.allocate(1 << 13);
        for (int pieces = next(input) & MOST_PIECES; pieces > 0 && arguments.remaining() >= 600; pieces--) {
            piece(input, arguments);
        }
        return arguments.flip();
    }

    private void piece(ByteBuffer input, ByteBuffer out) {
        int kind = next(input);
        switch (kind & 15) {
            case 0, 1, 2 -> out.put(handles.get((kind >> 4) % handles.size()));
            case 3 -> damaged(next(input), out);
            case 4, 5 -> opaque(input, kind >> 4, out);
            case 6, 7 -> out.putInt(kind >> 4);
            case 8 -> out.putInt(next(input) << 24 | next(input) << 16 | next(input) << 8 | next(input));
            case 9 -> out.putLong(kind >> 4);
            case 10 -> out.putLong(-1L >>> (kind >> 4));
            case 11 -> out.putInt(-1 >>> (kind >> 4));
            case 12 -> raw(input, kind >> 4, out);
            case 13 -> out.put(new byte[4 * (kind >> 4)]);
            case 14 -> out.put(handles.getFirst(), 4, 32);
            default -> opaque(ByteBuffer.allocate(512), 500, out);
        }
    }

    private void damaged(int at, ByteBuffer out) {
        byte[] handle = handles.getLast().clone();
        handle[at % handle.length] ^= 1;
        out.put(handle);
    }

    private static void opaque(ByteBuffer input, int length, ByteBuffer out) {
        int count = Math.min(length, input.remaining());
        out.putInt(count);
        raw(input, count, out);
        out.put(new byte[-count & 3]);
    }

    private static void raw(ByteBuffer input, int length, ByteBuffer out) {
        for (int i = Math.min(length, input.remaining()); i > 0; i--) {
            out.put(input.get());
        }
    }

    private static int next(ByteBuffer input) {
        return input.hasRemaining() ? input.get() & 0xFF : 0;
    }

    private ByteBuffer header(int program, int version, int procedure, boolean nobody) {
        ByteBuffer header = ByteBuffer.allocate(64);
        header.putInt(++xid).putInt(0).putInt(2).putInt(program).putInt(version).putInt(procedure);
        if (nobody) {
            header.putLong(0);
        } else {
            header.putInt(1).putInt(20).putInt(0).putInt(0).putInt(0).putInt(0).putInt(0);
        }
        return header.putLong(0).flip();
    }

    private byte @Nullable [] send(ByteBuffer header, ByteBuffer arguments, boolean udp) {
        byte[] message = new byte[header.remaining() + arguments.remaining()];
        ByteBuffer.wrap(message).put(header).put(arguments);
        RecordingExchange exchange = new RecordingExchange(message, 1000, udp ? Protocol.UDP : Protocol.TCP);
        receiver.receive(exchange);
        try {
            exchange.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!bugs.isEmpty()) {
            throw new AssertionError("thrown while a call was served", bugs.getFirst());
        }
        return exchange.answer();
    }

    /** xid, REPLY, accepted, a verifier of no length, and results that their own decoder takes, to the last byte. */
    private void check(Procedure<?, ?> procedure, byte[] answer) {
        ByteBuffer words = ByteBuffer.wrap(answer);
        assertThat(words.getInt()).isEqualTo(xid);
        assertThat(words.getInt()).isEqualTo(1);
        assertThat(words.getInt()).as("accepted").isZero();
        assertThat(words.getLong()).as("verifier").isZero();
        int status = words.getInt();
        assertThat(status).as("status of " + procedure).isIn(0, 3, 4);
        if (status == 0) {
            try {
                XdrReader reader = new XdrReader(words);
                procedure.results().decode(reader);
                reader.expectEnd();
            } catch (XdrException e) {
                fail("results of " + procedure, e);
            }
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
