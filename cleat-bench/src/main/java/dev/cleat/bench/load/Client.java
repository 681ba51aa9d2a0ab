package dev.cleat.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** A connection with what is needed to call over it. For one thread. */
final class Client implements Closeable {
    private static final int CALL = 0;
    private static final int RPC_VERSION = 2;
    private static final int AUTH_SYS = 1;
    private static final int NFS = 100003;
    private static final int MOUNT = 100005;
    private static final int VERSION = 3;
    private static final byte[] MACHINE = "bench".getBytes(StandardCharsets.US_ASCII);

    /** Which of the connections it is, from 0. */
    final int number;

    final Connection connection;
    final SplittableRandom random = new SplittableRandom();
    /** Which content this client writes. */
    final int edition = 1 + random.nextInt(60_000);

    /** How many files this client has gone through, where a workload goes through all. */
    long turns;

    /** What the server said at the first WRITE; 0 before. */
    long writeVerifier;

    private final int uid;
    private int serial = random.nextInt(1 << 20);
    private int waiting;

    Client(Target target, Shape shape, int number) throws IOException {
        this(Connection.open(target.port(), shape), target.uid(), number);
    }

    Client(Connection connection, int uid, int number) {
        this.connection = connection;
        this.uid = uid;
        this.number = number;
    }

    /** Begins a call of NFS; what is written into the answer are its arguments. */
    ByteBuffer begin(Slot slot, Op op) {
        slot.op = op;
        return begin(slot, NFS, op.number);
    }

    /** Begins the call that asks MOUNT for an export's handle. */
    ByteBuffer beginMount(Slot slot) {
        return begin(slot, MOUNT, 1);
    }

    private ByteBuffer begin(Slot slot, int program, int procedure) {
        slot.payload = Slot.NOTHING;
        slot.xid = (++serial << 12) | slot.number;
        ByteBuffer out = slot.call.clear().position(Integer.BYTES);
        out.putInt(slot.xid).putInt(CALL).putInt(RPC_VERSION);
        out.putInt(program).putInt(VERSION).putInt(procedure);
        out.putInt(AUTH_SYS).putInt(5 * Integer.BYTES + 8);
        out.putInt(0);
        Xdr.opaque(out, MACHINE);
        out.putInt(uid).putInt(uid).putInt(0);
        return out.putInt(0).putInt(0);
    }

    /** The call is complete: it leaves with the next turn. */
    void send(Slot slot) {
        slot.waiting = true;
        slot.queuedAt = System.nanoTime();
        slot.sentAt = slot.queuedAt;
        waiting++;
        connection.queue(slot);
    }

    /** Takes turns until no call is under way. */
    void drain(BiConsumer<Slot, ByteBuffer> answered) throws IOException {
        BiConsumer<Slot, ByteBuffer> counted = (slot, answer) -> {
            waiting--;
            answered.accept(slot, answer);
        };
        while (waiting > 0) {
            connection.turn(counted);
        }
    }

    /** Sends one call and hands over its answer's body; anything wrong in it ends the run. */
    void await(Slot slot, BiConsumer<Slot, ByteBuffer> answered) throws IOException {
        send(slot);
        drain((same, answer) -> {
            Answers.header(slot, answer);
            answered.accept(same, answer);
        });
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
