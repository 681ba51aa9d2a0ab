package dev.cleat.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Name;
import dev.cleat.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server fills a listing up to a count of bytes: what it adds up must be what is sent. */
class ListingSizeTest {
    @Test
    void readDirIsAsLargeAsItsParts() {
        List<ReadDir.Entry> entries = new ArrayList<>();
        int size = ReadDir.Ok.BYTES;
        assertThat(encoded(entries)).isEqualTo(size);
        for (int length = 0; length < 10; length++) {
            Name name = Name.of("x".repeat(length));
            entries.add(new ReadDir.Entry(length, name, length));
            size += ReadDir.Entry.encodedSize(name);
            assertThat(encoded(entries)).isEqualTo(size);
        }
    }

    private static int encoded(List<ReadDir.Entry> entries) {
        XdrWriter out = new XdrWriter();
        new ReadDir.Ok(entries, true).encode(out);
        return out.toBuffer().remaining();
    }
}
