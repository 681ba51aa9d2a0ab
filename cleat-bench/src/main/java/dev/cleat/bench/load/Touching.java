package dev.cleat.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Every file of the large folder in turn: LOOKUP, then GETATTR of the handle that it gave. */
enum Touching implements Workload {
    IN_TURN;

    @Override
    public void before(Client client, Ground ground) {
        for (Slot slot : client.connection.slots) {
            slot.stage = 0;
        }
    }

    @Override
    public void next(Client client, Ground ground, Slot slot) {
        slot.stage ^= 1;
        if (slot.stage == 0) {
            slot.handle.write(client.begin(slot, Op.GETATTR));
            return;
        }
        long turn = client.turns++ * ground.tree.connections() + client.number;
        slot.file = (int) (turn % ground.tree.entries());
        ByteBuffer out = client.begin(slot, Op.LOOKUP);
        ground.many.write(out);
        Xdr.opaque(out, Tree.entryName(slot.file).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        Answers.ok(slot, in);
        if (slot.op == Op.LOOKUP) {
            Answers.found(slot, in);
            slot.serial = slot.fileId;
        } else {
            Answers.attributes(slot, in);
            WrongAnswer.unless(slot.fileId == slot.serial, slot, "attributes of another file");
        }
        Answers.end(slot, in);
    }
}
