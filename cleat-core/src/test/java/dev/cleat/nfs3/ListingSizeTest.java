package dev.cleat.nfs3;

import static dev.cleat.nfs3.Samples.ATTRIBUTES;
import static dev.cleat.nfs3.Samples.DIRECTORY;
import static dev.cleat.nfs3.Samples.FILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server fills a listing up to a count of bytes: what it adds up must be what is sent. */
class ListingSizeTest {
    private static final int STATUS = 4;
    private static final Name NAME = name(7);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readDirIsAsLargeAsItsParts(boolean withAttributes) {
        Attributes directory = withAttributes ? ATTRIBUTES : null;
        List<ReadDir.Entry> entries = new ArrayList<>();
        int size = ReadDir.Ok.encodedSize(directory);
        assertThat(encoded(new ReadDir.Ok(directory, 0, entries, true))).isEqualTo(STATUS + size);
        for (int length = 0; length < 10; length++) {
            entries.add(new ReadDir.Entry(length, name(length), length));
            size += ReadDir.Entry.encodedSize(name(length));
            assertThat(encoded(new ReadDir.Ok(directory, 0, entries, true))).isEqualTo(STATUS + size);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readDirPlusIsAsLargeAsItsParts(boolean withAttributes) {
        Attributes directory = withAttributes ? ATTRIBUTES : null;
        List<ReadDirPlus.Entry> entries = new ArrayList<>();
        int size = ReadDirPlus.Ok.encodedSize(directory);
        for (int length = 0; length < 10; length++) {
            for (ReadDirPlus.Entry entry : variants(name(length))) {
                entries.add(entry);
                size += entry.encodedSize();
                assertThat(encoded(new ReadDirPlus.Ok(directory, 0, entries, true)))
                        .isEqualTo(STATUS + size);
            }
        }
    }

    @Test
    void directorySizeLeavesOutAttributesAndHandle() {
        for (ReadDirPlus.Entry entry : variants(NAME)) {
            assertThat(entry.directorySize()).isEqualTo(ReadDir.Entry.encodedSize(NAME));
        }
    }

    @Test
    void longListsAreReadWithoutADeepStack() throws XdrException {
        List<ReadDir.Entry> entries = IntStream.range(0, 200_000)
                .mapToObj(i -> new ReadDir.Entry(i, name(1), i))
                .toList();
        ReadDir.Ok listing = new ReadDir.Ok(null, 0, entries, true);
        XdrWriter out = new XdrWriter();
        listing.encode(out);
        assertThat(ReadDir.PROCEDURE.results().decode(new XdrReader(out.toBuffer())))
                .isEqualTo(listing);
    }

    private static List<ReadDirPlus.Entry> variants(Name name) {
        return List.of(
                new ReadDirPlus.Entry(1, name, 2, null, null),
                new ReadDirPlus.Entry(1, name, 2, ATTRIBUTES, null),
                new ReadDirPlus.Entry(1, name, 2, null, DIRECTORY),
                new ReadDirPlus.Entry(1, name, 2, ATTRIBUTES, FILE));
    }

    private static Name name(int length) {
        return Name.of("x".repeat(length));
    }

    private static int encoded(XdrEncodable message) {
        XdrWriter out = new XdrWriter();
        message.encode(out);
        return out.toBuffer().remaining();
    }
}
