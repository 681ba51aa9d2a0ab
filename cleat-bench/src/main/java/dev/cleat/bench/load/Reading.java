package dev.cleat.bench.load;

import java.nio.ByteBuffer;

/**
 * READ at random multiples of its size.
 *
 * @param size in bytes
 */
record Reading(int size) implements Workload {
    @Override
    public void next(Client client, Ground ground, Slot slot) {
        int blocks = ground.tree.dataBytes() / size;
        write(client, slot, ground.data, (long) client.random.nextInt(blocks) * size, size);
    }

    static void write(Client client, Slot slot, Handle file, long offset, int length) {
        slot.offset = offset;
        slot.length = length;
        ByteBuffer out = client.begin(slot, Op.READ);
        file.write(out);
        out.putLong(offset).putInt(length);
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        check(slot, in, 0);
    }

    static void check(Slot slot, ByteBuffer in, int edition) {
        Answers.ok(slot, in);
        Answers.perhapsAttributes(slot, in);
        int count = in.getInt();
        in.getInt();
        int length = in.getInt();
        WrongAnswer.unless(count == slot.length && length == count, slot, "too little");
        WrongAnswer.unless(Content.matches(in, length, slot.offset, edition), slot, "wrong content");
        Xdr.skip(in, length);
        Answers.end(slot, in);
        slot.bytes = length;
    }
}
