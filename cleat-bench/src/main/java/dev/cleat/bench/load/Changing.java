package dev.cleat.bench.load;

import java.nio.ByteBuffer;

/** SETATTR of a mode. A slot has files of its own, so that the answer must show what it has set. */
enum Changing implements Workload {
    MODE;

    @Override
    public void next(Client client, Ground ground, Slot slot) {
        int slots = ground.tree.connections() * client.connection.slots.length;
        int mine = client.number * client.connection.slots.length + slot.number;
        int files = ground.smallIds.length;
        int turns = Math.max(1, files / slots);
        slot.file = (mine + slots * client.random.nextInt(turns)) % files;
        slot.mode = client.random.nextBoolean() ? 0644 : 0640;
        write(client, slot, ground.smallFiles.get(slot.file), slot.mode);
    }

    static void write(Client client, Slot slot, Handle file, int mode) {
        ByteBuffer out = client.begin(slot, Op.SETATTR);
        file.write(out);
        out.putInt(1).putInt(mode).putInt(0).putInt(0).putInt(0).putInt(0).putInt(0);
        out.putInt(0);
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        int wanted = slot.mode;
        Answers.ok(slot, in);
        boolean shown = Answers.change(slot, in);
        Answers.end(slot, in);
        WrongAnswer.unless(shown && (slot.mode & 07777) == wanted, slot, "another mode");
        WrongAnswer.unless(slot.fileId == ground.smallIds[slot.file], slot, "the id of another file");
    }
}
