package dev.cleat.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FattrTest {
    private static final Instant LAST = Instant.parse("2106-02-07T06:28:15.999999999Z");

    @Test
    void timesBefore1970AreMovedTo1970() throws XdrException {
        assertThat(reread(Instant.parse("1969-12-31T23:59:59.999999999Z"))).isEqualTo(Instant.EPOCH);
        assertThat(reread(Instant.MIN)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void timesAfter2106AreMovedToTheLastThatFits() throws XdrException {
        assertThat(reread(LAST.plusNanos(1))).isEqualTo(LAST);
        assertThat(reread(Instant.MAX)).isEqualTo(LAST);
    }

    @Test
    void timesBetweenAreExact() throws XdrException {
        assertThat(reread(LAST)).isEqualTo(LAST);
        assertThat(reread(Instant.EPOCH.plusNanos(1))).isEqualTo(Instant.EPOCH.plusNanos(1));
        Instant after2038 = Instant.parse("2040-01-01T00:00:00.123456789Z");
        assertThat(reread(after2038)).isEqualTo(after2038);
    }

    private static Instant reread(Instant time) throws XdrException {
        XdrWriter out = new XdrWriter();
        Fattr.encodeTime(out, time);
        return Fattr.decodeTime(new XdrReader(out.toBuffer()));
    }
}
