package dev.cleat.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** RENAME: each slot has a file that it moves to and fro. */
enum Renaming implements Workload {
    TO_AND_FRO;

    @Override
    public void before(Client client, Ground ground) throws IOException {
        for (Slot slot : client.connection.slots) {
            slot.stage = 0;
            ByteBuffer out = client.begin(slot, Op.CREATE);
            ground.scratch.get(client.number).write(out);
            Xdr.opaque(out, name(slot, 0));
            Making.FILE.newAttributes(out);
            client.await(slot, (same, in) -> {
                Answers.ok(slot, in);
                Answers.created(slot, in, 1, 0644);
            });
        }
    }

    @Override
    public void next(Client client, Ground ground, Slot slot) {
        ByteBuffer out = client.begin(slot, Op.RENAME);
        Handle folder = ground.scratch.get(client.number);
        folder.write(out);
        Xdr.opaque(out, name(slot, slot.stage));
        folder.write(out);
        slot.stage ^= 1;
        Xdr.opaque(out, name(slot, slot.stage));
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        Answers.ok(slot, in);
        Answers.change(slot, in);
        Answers.change(slot, in);
        Answers.end(slot, in);
    }

    /** The file must be where the last call has put it. */
    @Override
    public void after(Client client, Ground ground) throws IOException {
        for (Slot slot : client.connection.slots) {
            ByteBuffer out = client.begin(slot, Op.REMOVE);
            ground.scratch.get(client.number).write(out);
            Xdr.opaque(out, name(slot, slot.stage));
            client.await(slot, (same, in) -> Answers.ok(slot, in));
        }
    }

    private static byte[] name(Slot slot, int stage) {
        return ("r" + slot.number + "." + stage).getBytes(StandardCharsets.US_ASCII);
    }
}
