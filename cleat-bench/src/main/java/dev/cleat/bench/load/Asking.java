package dev.cleat.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Workloads that change nothing and move no data. */
enum Asking implements Workload {
    NULL(Op.NULL) {
        @Override
        void arguments(Ground ground, Slot slot, ByteBuffer out) {}

        @Override
        public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
            Answers.end(slot, in);
        }
    },
    GETATTR(Op.GETATTR) {
        @Override
        void arguments(Ground ground, Slot slot, ByteBuffer out) {
            ground.smallFiles.get(slot.file).write(out);
        }

        @Override
        void results(Ground ground, Slot slot, ByteBuffer in) {
            Answers.attributes(slot, in);
            small(ground, slot);
        }
    },
    LOOKUP(Op.LOOKUP) {
        @Override
        void arguments(Ground ground, Slot slot, ByteBuffer out) {
            ground.small.write(out);
            Xdr.opaque(out, NAMES[slot.file]);
        }

        @Override
        void results(Ground ground, Slot slot, ByteBuffer in) {
            WrongAnswer.unless(Answers.found(slot, in), slot, "no attributes");
            small(ground, slot);
        }
    },
    ACCESS(Op.ACCESS) {
        private static final int ALL = 0x3f;
        private static final int READ_AND_MODIFY = 0x5;

        @Override
        void arguments(Ground ground, Slot slot, ByteBuffer out) {
            ground.smallFiles.get(slot.file).write(out);
            out.putInt(ALL);
        }

        @Override
        void results(Ground ground, Slot slot, ByteBuffer in) {
            if (Answers.perhapsAttributes(slot, in)) {
                small(ground, slot);
            }
            WrongAnswer.unless((in.getInt() & READ_AND_MODIFY) == READ_AND_MODIFY, slot, "rights denied");
        }
    },
    READLINK(Op.READLINK) {
        @Override
        void arguments(Ground ground, Slot slot, ByteBuffer out) {
            ground.link.write(out);
        }

        @Override
        void results(Ground ground, Slot slot, ByteBuffer in) {
            Answers.perhapsAttributes(slot, in);
            int length = Xdr.skipOpaque(in);
            WrongAnswer.unless(length == Tree.LINK_TARGET.length(), slot, "another target");
        }
    },
    FSSTAT(Op.FSSTAT) {
        private static final int REST = 44;

        @Override
        void arguments(Ground ground, Slot slot, ByteBuffer out) {
            ground.root.write(out);
        }

        @Override
        void results(Ground ground, Slot slot, ByteBuffer in) {
            Answers.perhapsAttributes(slot, in);
            WrongAnswer.unless(in.getLong() > 0, slot, "no space at all");
            Xdr.skip(in, REST);
        }
    };

    private static final int REGULAR = 1;
    private static final byte[][] NAMES = names();

    private final Op op;

    Asking(Op op) {
        this.op = op;
    }

    private static byte[][] names() {
        byte[][] names = new byte[10_000][];
        for (int i = 0; i < names.length; i++) {
            names[i] = Tree.smallName(i).getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }

    abstract void arguments(Ground ground, Slot slot, ByteBuffer out);

    void results(Ground ground, Slot slot, ByteBuffer in) {}

    @Override
    public void next(Client client, Ground ground, Slot slot) {
        slot.file = client.random.nextInt(Math.max(1, ground.smallIds.length));
        arguments(ground, slot, client.begin(slot, op));
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        Answers.ok(slot, in);
        results(ground, slot, in);
        Answers.end(slot, in);
    }

    /** The n-th small file is one of n bytes. */
    private static void small(Ground ground, Slot slot) {
        WrongAnswer.unless(slot.type == REGULAR && slot.size == slot.file, slot, "attributes of another file");
        WrongAnswer.unless(slot.fileId == ground.smallIds[slot.file], slot, "the id of another file");
    }
}
