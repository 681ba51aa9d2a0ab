package dev.cleat.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * WRITE at random multiples of its size. What is unstable is committed before the clock stops; afterwards the last writes are
 * read again.
 *
 * @param size in bytes
 * @param stable the stability asked for: 0 unstable, 2 all on the disk
 */
record Writing(int size, int stable) implements Workload {
    static final int UNSTABLE = 0;
    static final int FILE_SYNC = 2;

    @Override
    public void before(Client client, Ground ground) {
        for (Slot slot : client.connection.slots) {
            slot.serial = 0;
        }
    }

    @Override
    public void next(Client client, Ground ground, Slot slot) {
        int blocks = ground.tree.writtenBytes() / size;
        write(client, ground, slot, (long) client.random.nextInt(blocks) * size);
    }

    private void write(Client client, Ground ground, Slot slot, long offset) {
        slot.offset = offset;
        slot.length = size;
        ByteBuffer out = client.begin(slot, Op.WRITE);
        ground.written.get(client.number).write(out);
        out.putLong(offset).putInt(size).putInt(stable).putInt(size);
        slot.payload = Content.at(offset, client.edition).limit(size);
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        Answers.ok(slot, in);
        Answers.change(slot, in);
        WrongAnswer.unless(in.getInt() == slot.length, slot, "less written");
        int committed = in.getInt();
        WrongAnswer.unless(committed >= stable && committed <= FILE_SYNC, slot, "less stable than asked for");
        verifier(client, slot, in);
        slot.bytes = slot.length;
        slot.serial++;
    }

    /** The verifier must not change while the server runs. */
    private static void verifier(Client client, Slot slot, ByteBuffer in) {
        long verifier = in.getLong();
        Answers.end(slot, in);
        if (client.writeVerifier == 0) {
            client.writeVerifier = verifier;
        }
        WrongAnswer.unless(client.writeVerifier == verifier, slot, "another verifier");
    }

    @Override
    public void finish(Client client, Ground ground) throws IOException {
        if (stable == UNSTABLE) {
            Slot slot = client.connection.slots[0];
            ground.written.get(client.number).write(client.begin(slot, Op.COMMIT));
            slot.call.putLong(0).putInt(0);
            client.await(slot, (same, in) -> {
                Answers.ok(slot, in);
                Answers.change(slot, in);
                verifier(client, slot, in);
            });
        }
    }

    /** Each slot's last write is read. */
    @Override
    public void after(Client client, Ground ground) throws IOException {
        for (Slot slot : client.connection.slots) {
            if (slot.serial > 0) {
                Reading.write(client, slot, ground.written.get(client.number), slot.offset, size);
                client.await(slot, (same, in) -> Reading.check(slot, in, client.edition));
            }
        }
    }
}
