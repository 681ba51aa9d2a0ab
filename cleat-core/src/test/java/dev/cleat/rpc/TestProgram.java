package dev.cleat.rpc;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A program for tests: each procedure answers with the number that it was given, from where its name says. */
public final class TestProgram {
    public static final int PROGRAM = 0x2000_0001;
    public static final int INLINE = 1;
    public static final int POOL = 2;
    public static final int FIRST = 3;
    public static final int VIRTUAL = 4;
    /** Counts how often it was carried out, and answers the count. */
    public static final int COUNT = 5;
    /** Runs {@link #task}. */
    public static final int TASK = 6;
    /** Runs {@link #task} on the pool. */
    public static final int POOL_TASK = 7;

    /** Adds up the bytes of opaque data, for which there must be no copy of it. */
    public static final int SUM = 8;

    /** Counts, and runs {@link #slow} on the pool; not idempotent. */
    public static final int SLOW_COUNT = 9;

    /** Takes opaque data and counts; not idempotent. */
    public static final int COUNT_BYTES = 10;

    /** What a test wants done in a call. */
    @FunctionalInterface
    public interface Task {
        XdrEncodable run(int argument, Call call) throws IOException;
    }

    public final AtomicInteger executions = new AtomicInteger();
    public volatile Task task = (argument, call) -> new Value(argument);
    public volatile Task slow = task;

    /** A number. */
    public record Value(int value) implements XdrEncodable {
        static Value decode(XdrReader in) throws XdrException {
            return new Value(in.readInt());
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeInt(value);
        }
    }

    /** A number, asked for. */
    public record Ask(int procedureNumber, int value) implements Request<XdrEncodable> {
        @Override
        public Procedure<?, XdrEncodable> procedure() {
            return TestProgram.procedure(3, procedureNumber);
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeInt(value);
        }
    }

    private static Procedure<Ask, XdrEncodable> procedure(int version, int number) {
        ProgramVersion of = new ProgramVersion(PROGRAM, version, "test" + version);
        Trait[] traits = number == COUNT || number == SLOW_COUNT ? new Trait[0] : new Trait[] {Trait.IDEMPOTENT};
        return Procedure.of(of, number, "P" + number, in -> new Ask(number, in.readInt()), Value::decode, traits);
    }

    /** One version of it. */
    public Service service(int version) {
        List<Row<?, ?>> rows = new ArrayList<>();
        rows.add(row(version, INLINE, Placement.EVENT_THREAD, (value, call) -> new Value(value)));
        rows.add(row(version, POOL, Placement.POOL, (value, call) -> new Value(value)));
        rows.add(row(version, FIRST, Placement.EVENT_THREAD_FIRST, (value, call) -> {
            if (!call.mayBlock()) {
                throw new WouldBlockException();
            }
            return new Value(value);
        }));
        rows.add(row(version, VIRTUAL, Placement.VIRTUAL_THREAD, (value, call) -> new Value(value)));
        rows.add(row(version, COUNT, Placement.EVENT_THREAD, (value, call) -> new Value(executions.incrementAndGet())));
        rows.add(row(version, TASK, Placement.EVENT_THREAD, (value, call) -> task.run(value, call)));
        rows.add(row(version, SLOW_COUNT, Placement.POOL, (value, call) -> {
            executions.incrementAndGet();
            return slow.run(value, call);
        }));
        rows.add(bytes(version, SUM, (data, call) -> new Value(sum(data.bytes())), Trait.IDEMPOTENT));
        rows.add(bytes(version, COUNT_BYTES, (data, call) -> new Value(executions.incrementAndGet())));
        rows.add(row(version, POOL_TASK, Placement.POOL, (value, call) -> task.run(value, call)));
        return new Service(new ProgramVersion(PROGRAM, version, "test" + version), rows);
    }

    private static Row<Ask, XdrEncodable> row(int version, int number, Placement placement, Task what) {
        return new Row<>(
                procedure(version, number),
                (ask, call) -> what.run(ask.value(), call),
                (ask, call, cause) -> {
                    if (ask.value() == UNANSWERABLE) {
                        throw new IllegalStateException("no answer for it");
                    }
                    return new Value(FAILED);
                },
                arguments -> placement);
    }

    /** Opaque data. */
    public record Data(Procedure<?, XdrEncodable> procedure, ByteBuffer bytes) implements Request<XdrEncodable> {
        @Override
        public void encode(XdrWriter out) {
            out.writeOpaque(bytes);
        }
    }

    private static Row<Data, XdrEncodable> bytes(
            int version, int number, Row.Handler<Data, XdrEncodable> handler, Trait... traits) {
        ProgramVersion of = new ProgramVersion(PROGRAM, version, "test" + version);
        Procedure<Ask, XdrEncodable> self = procedure(version, number);
        return new Row<>(
                Procedure.of(
                        of, number, "P" + number, in -> new Data(self, in.readSlice(1 << 20)), Value::decode, traits),
                handler,
                (data, call, cause) -> new Value(FAILED),
                arguments -> number == SUM && arguments.getInt(arguments.position()) % 2 == 0
                        ? Placement.POOL
                        : Placement.EVENT_THREAD);
    }

    private static int sum(ByteBuffer bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            sum += bytes.get(i);
        }
        return sum;
    }

    /** The answer of a call that failed. */
    public static final int FAILED = -1;

    /** If a call with this number fails, making an answer fails too. */
    public static final int UNANSWERABLE = -2;
}
