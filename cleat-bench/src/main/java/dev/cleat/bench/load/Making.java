package dev.cleat.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Making and removing in turn: CREATE and REMOVE, MKDIR and RMDIR, each name once. */
enum Making implements Workload {
    FILE(Op.CREATE, Op.REMOVE, 1, 0644),
    FOLDER(Op.MKDIR, Op.RMDIR, 2, 0755);

    private static final int UNCHECKED = 0;

    private final Op make;
    private final Op remove;
    private final int type;
    private final int mode;

    Making(Op make, Op remove, int type, int mode) {
        this.make = make;
        this.remove = remove;
        this.type = type;
        this.mode = mode;
    }

    @Override
    public void before(Client client, Ground ground) {
        for (Slot slot : client.connection.slots) {
            slot.stage = 0;
        }
    }

    @Override
    public void next(Client client, Ground ground, Slot slot) {
        boolean made = slot.stage == 1;
        ByteBuffer out = client.begin(slot, made ? remove : make);
        ground.scratch.get(client.number).write(out);
        slot.serial += made ? 0 : 1;
        Xdr.opaque(out, name(slot));
        if (!made) {
            newAttributes(out);
        }
        slot.stage ^= 1;
    }

    /** How it is made, and sattr3 with a mode alone. */
    void newAttributes(ByteBuffer out) {
        if (make == Op.CREATE) {
            out.putInt(UNCHECKED);
        }
        out.putInt(1).putInt(mode).putInt(0).putInt(0).putInt(0).putInt(0).putInt(0);
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        Answers.ok(slot, in);
        if (slot.op == make) {
            Answers.created(slot, in, type, mode);
        } else {
            Answers.change(slot, in);
        }
        Answers.end(slot, in);
    }

    @Override
    public boolean atRest(Slot slot) {
        return slot.stage == 0;
    }

    private byte[] name(Slot slot) {
        return (make.name() + slot.number + "." + slot.serial).getBytes(StandardCharsets.US_ASCII);
    }
}
