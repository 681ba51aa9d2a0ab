package dev.cleat.bench.load;

/** An answer that is not what the files or the RFC say; the message is short and constant, because it is counted. */
final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswer(Op op, String what) {
        super(op + ": " + what, null, false, false);
    }

    static void unless(boolean right, Slot slot, String what) {
        if (!right) {
            throw new WrongAnswer(slot.op, what);
        }
    }
}
