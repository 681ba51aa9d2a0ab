package dev.cleat.bench.load;

import java.nio.ByteBuffer;

/** Answers, taken apart: whatever is not as RFC 5531 and RFC 1813 have it is a WrongAnswer. */
final class Answers {
    private static final int REPLY = 1;
    /** The size of fattr3, and where in it things are (RFC 1813 §2.5). */
    private static final int ATTRIBUTES = 84;

    private static final int MODE = 4;
    private static final int SIZE = 20;
    private static final int FILE_ID = 52;
    private static final int WCC_ATTRIBUTES = 24;

    private Answers() {}

    /** Reads the reply's header, from behind the xid to the results. */
    static void header(Slot slot, ByteBuffer in) {
        WrongAnswer.unless(in.getInt() == REPLY && in.getInt() == 0, slot, "not an accepted reply");
        in.getInt();
        Xdr.skipOpaque(in);
        WrongAnswer.unless(in.getInt() == 0, slot, "a call not accepted");
    }

    /** Reads the status, which must be NFS3_OK. */
    static void ok(Slot slot, ByteBuffer in) {
        int status = in.getInt();
        if (status != 0) {
            throw new WrongAnswer(slot.op, "status " + status);
        }
    }

    static void end(Slot slot, ByteBuffer in) {
        WrongAnswer.unless(!in.hasRemaining(), slot, "bytes behind the end");
    }

    /** Reads fattr3 into the slot. */
    static void attributes(Slot slot, ByteBuffer in) {
        int at = in.position();
        Xdr.skip(in, ATTRIBUTES);
        slot.type = in.getInt(at);
        slot.mode = in.getInt(at + MODE);
        slot.size = in.getLong(at + SIZE);
        slot.fileId = in.getLong(at + FILE_ID);
    }

    /** Reads post_op_attr; answers whether there were any. */
    static boolean perhapsAttributes(Slot slot, ByteBuffer in) {
        if (in.getInt() == 0) {
            return false;
        }
        attributes(slot, in);
        return true;
    }

    /** Reads wcc_data; answers whether there were attributes after the change. */
    static boolean change(Slot slot, ByteBuffer in) {
        if (in.getInt() != 0) {
            Xdr.skip(in, WCC_ATTRIBUTES);
        }
        return perhapsAttributes(slot, in);
    }

    /** Reads what CREATE and MKDIR answer, and requires the handle. */
    static void created(Slot slot, ByteBuffer in, int type, int mode) {
        WrongAnswer.unless(in.getInt() == 1, slot, "no handle");
        slot.handle = Handle.read(in, slot);
        if (perhapsAttributes(slot, in)) {
            WrongAnswer.unless(slot.type == type, slot, "an object of another type");
            WrongAnswer.unless((slot.mode & 07777) == mode, slot, "another mode");
        }
        change(slot, in);
    }

    /** Reads what LOOKUP answers into the slot; answers whether there were attributes. */
    static boolean found(Slot slot, ByteBuffer in) {
        slot.handle = Handle.read(in, slot);
        boolean described = perhapsAttributes(slot, in);
        if (in.getInt() != 0) {
            Xdr.skip(in, ATTRIBUTES);
        }
        return described;
    }
}
