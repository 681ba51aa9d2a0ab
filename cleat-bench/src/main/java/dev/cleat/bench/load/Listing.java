package dev.cleat.bench.load;

import java.nio.ByteBuffer;

/**
 * READDIR or READDIRPLUS of the large folder, from its beginning to its end, over and over. Each name must come once.
 *
 * @param bytes the most that an answer may hold
 */
record Listing(boolean plus, int bytes) implements Workload {
    private static final int NAME = Tree.entryName(0).length();

    @Override
    public void before(Client client, Ground ground) {
        for (Slot slot : client.connection.slots) {
            slot.end = true;
        }
    }

    @Override
    public void next(Client client, Ground ground, Slot slot) {
        if (slot.end) {
            slot.end = false;
            slot.cookie = 0;
            slot.cookieVerifier = 0;
            slot.seen.clear();
        }
        write(client, slot, ground.many);
    }

    void write(Client client, Slot slot, Handle folder) {
        ByteBuffer out = client.begin(slot, plus ? Op.READDIRPLUS : Op.READDIR);
        folder.write(out);
        out.putLong(slot.cookie).putLong(slot.cookieVerifier).putInt(bytes);
        if (plus) {
            out.putInt(bytes);
        }
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        try {
            header(slot, in);
            slot.entries = 0;
            while (in.getInt() != 0) {
                long fileId = in.getLong();
                number(slot, in, ground.tree.entries());
                entry(slot, in, fileId);
            }
            slot.end = in.getInt() != 0;
            Answers.end(slot, in);
            boolean complete = slot.seen.cardinality() == ground.tree.entries();
            WrongAnswer.unless(!slot.end || complete, slot, "a listing with gaps");
            WrongAnswer.unless(slot.end || slot.entries > 0, slot, "a page without entries");
        } catch (WrongAnswer wrong) {
            slot.end = true;
            throw wrong;
        }
    }

    static void header(Slot slot, ByteBuffer in) {
        Answers.ok(slot, in);
        Answers.perhapsAttributes(slot, in);
        slot.cookieVerifier = in.getLong();
    }

    /** Reads an entry behind its name. */
    void entry(Slot slot, ByteBuffer in, long fileId) {
        slot.cookie = in.getLong();
        slot.entries++;
        if (plus) {
            if (Answers.perhapsAttributes(slot, in)) {
                WrongAnswer.unless(slot.fileId == fileId, slot, "attributes of another file");
            }
            if (in.getInt() != 0) {
                Handle.skip(in, slot);
            }
        }
    }

    /** Marks a name as seen; "." and ".." are all that is there beside the files. */
    private static void number(Slot slot, ByteBuffer in, int entries) {
        int at = in.position() + Integer.BYTES;
        int length = Xdr.skipOpaque(in);
        if (length <= 2) {
            return;
        }
        WrongAnswer.unless(length == NAME && in.get(at) == 'e', slot, "a name that is not there");
        int number = 0;
        for (int i = 1; i < NAME; i++) {
            number = 10 * number + in.get(at + i) - '0';
        }
        boolean known = number >= 0 && number < entries;
        WrongAnswer.unless(known && !slot.seen.get(number), slot, "a name twice, or that is not there");
        slot.seen.set(number);
    }
}
