package dev.cleat.rpc;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps lists short where anybody may ask. By UDP the asker may be forged, and what is answered then hits somebody who never
 * asked: answers of programs that give lists to strangers stay below {@value #DATAGRAM_BYTES} bytes. Over TCP there is no
 * bound.
 */
public final class SmallAnswers {
    /** The longest answer by UDP, in bytes. */
    public static final int DATAGRAM_BYTES = 512;

    /** The head of every answer, in bytes. */
    private static final int HEAD_BYTES = 24;

    /** Before each entry of a list, and once behind the last, in bytes. */
    private static final int MARK_BYTES = 4;

    private SmallAnswers() {}

    /** As many entries of a list from its beginning as an answer to this call can hold. */
    public static <E extends XdrEncodable> List<E> fitting(List<E> entries, Call call) {
        return switch (call.protocol()) {
            case UDP -> fitting(entries, DATAGRAM_BYTES - HEAD_BYTES - MARK_BYTES);
            case TCP, IN_PROCESS -> entries;
        };
    }

    private static <E extends XdrEncodable> List<E> fitting(List<E> entries, int room) {
        List<E> fitting = new ArrayList<>();
        XdrWriter out = new XdrWriter();
        for (E entry : entries) {
            entry.encode(out);
            fitting.add(entry);
            if (out.size() + MARK_BYTES * fitting.size() > room) {
                return List.copyOf(fitting.subList(0, fitting.size() - 1));
            }
        }
        return entries;
    }
}
