package dev.cleat.xdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XdrReaderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 4096})
    void whatIsLastIsTheMessagesOwnBuffer(int length) throws XdrException {
        ByteBuffer message = message(length);
        XdrReader in = new XdrReader(message);
        assertThat(in.readInt()).isEqualTo(7);
        ByteBuffer last = in.readLast(length);
        assertThat(last).isSameAs(message);
        assertThat(last.remaining()).isEqualTo(length);
        assertThat(last.position()).isEqualTo(8);
        in.expectEnd();
        assertThatThrownBy(in::readInt).isInstanceOf(XdrException.class);
    }

    @Test
    void whatOthersFollowIsNotLast() throws XdrException {
        ByteBuffer message = message(5);
        message.putInt(4, 1);
        XdrReader in = new XdrReader(message);
        in.readInt();
        assertThatThrownBy(() -> in.readLast(5)).isInstanceOf(XdrException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 13, Integer.MAX_VALUE, -1})
    void whatIsCutOrTooLongIsNotLast(int length) throws XdrException {
        ByteBuffer message = message(8);
        message.putInt(4, length);
        XdrReader in = new XdrReader(message);
        in.readInt();
        assertThatThrownBy(() -> in.readLast(Integer.MAX_VALUE)).isInstanceOf(XdrException.class);
    }

    private static ByteBuffer message(int length) {
        XdrWriter out = new XdrWriter();
        out.writeInt(7);
        out.writeOpaque(ByteBuffer.allocate(length));
        return out.toBuffer();
    }
}
