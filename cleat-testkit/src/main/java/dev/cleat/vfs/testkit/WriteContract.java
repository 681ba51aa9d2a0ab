package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contents, written and cut. */
public abstract class WriteContract extends Contract {
    private static final long EIGHT_GIB = 8L << 30;

    private FileId file;

    @BeforeEach
    final void makeFile() throws IOException {
        assumeWritable();
        file = user.file(root, "file").id();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        byte[] data = Bytes.pattern(1_500_003);
        user.write(file, 0, data);
        assertThat(attributes(file).size()).isEqualTo(data.length);
        assertThat(user.read(file, 0, data.length + 1)).isEqualTo(data);
    }

    @Test
    void writingInTheMiddleKeepsTheRest() throws IOException {
        user.write(file, 0, "0123456789");
        user.write(file, 3, "abc");
        assertThat(user.text(file)).isEqualTo("012abc6789");
    }

    @Test
    void writingAcrossTheEndGrowsTheFile() throws IOException {
        user.write(file, 0, "0123456789");
        user.write(file, 8, "abcd");
        assertThat(user.text(file)).isEqualTo("01234567abcd");
    }

    @Test
    void writingBehindTheEndLeavesZeroes() throws IOException {
        user.write(file, 0, "start");
        user.write(file, 10_000, "end");
        assertThat(user.read(file, 5, 9_995)).isEqualTo(new byte[9_995]);
        assertThat(user.read(file, 10_000, 10)).isEqualTo(new byte[] {'e', 'n', 'd'});
    }

    @Test
    void gapsReachBeyondEightGibibytesAndTakeNoSpace() throws IOException {
        assumeTrue(vfs().limits(file).maxFileSize() > EIGHT_GIB + 3, "it has no files that large");
        assumeFeature(Feature.GAPS);
        user.write(file, EIGHT_GIB, "end");
        Attributes attributes = attributes(file);
        assertThat(attributes.size()).isEqualTo(EIGHT_GIB + 3);
        assertThat(attributes.used()).isLessThan(1 << 20);
        assertThat(user.read(file, EIGHT_GIB - 5, 10)).isEqualTo(new byte[] {0, 0, 0, 0, 0, 'e', 'n', 'd'});
        assertThat(user.read(file, EIGHT_GIB / 2, 100)).isEqualTo(new byte[100]);
    }

    @Test
    void offsetsThatOverflowAreRefusedAndChangeNothing() throws IOException {
        user.write(file, 0, "kept");
        for (long offset : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE - 4}) {
            assertFails(() -> user.write(file, offset, "12345"), VfsError.FBIG, VfsError.INVAL);
        }
        assertThat(attributes(file).size()).isEqualTo(4);
        assertThat(user.text(file)).isEqualTo("kept");
    }

    @Test
    void writingNothingChangesNothing() throws IOException {
        user.write(file, 0, "kept");
        user.writable().commit(file); // or a time may still move with what was written before
        Attributes before = attributes(file);
        user.write(file, 2, "");
        user.write(file, 100, "");
        assertThat(attributes(file)).isEqualTo(before);
    }

    @Test
    void everyKindOfBufferIsWritten() throws IOException {
        byte[] data = Bytes.pattern(20_000);
        for (Map.Entry<String, ByteBuffer> source : Bytes.sources(data).entrySet()) {
            user.set(file, SetAttributes.size(0));
            user.writable().write(file, 0, source.getValue(), user.caller());
            assertThat(user.read(file, 0, 20_001)).as(source.getKey()).isEqualTo(data);
        }
    }

    @Test
    void theBufferMayBeUsedAgainAfterTheCall() throws IOException {
        ByteBuffer data = ByteBuffer.allocateDirect(100_000);
        data.put(Bytes.pattern(100_000)).flip();
        user.writable().write(file, 0, data, user.caller());
        data.clear();
        data.put(new byte[100_000]);
        assertThat(user.read(file, 0, 100_000)).isEqualTo(Bytes.pattern(100_000));
    }

    @Test
    void writeToADirectoryAnswersIsdir() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        assertFails(() -> user.write(directory, 0, "x"), VfsError.ISDIR, VfsError.INVAL);
    }

    @Test
    void writingMovesTheTimeOfModification() throws IOException {
        Instant longAgo = Instant.ofEpochSecond(1_000_000_000);
        user.set(file, SetAttributes.times(null, new ClientTime(longAgo)));
        user.write(file, 0, "x");
        assertThat(attributes(file).modified()).isAfter(longAgo);
    }

    @Test
    void cuttingForgetsTheRest() throws IOException {
        user.write(file, 0, Bytes.pattern(50_000));
        user.set(file, SetAttributes.size(33_333));
        assertThat(attributes(file).size()).isEqualTo(33_333);
        user.set(file, SetAttributes.size(50_000));
        byte[] expected = Arrays.copyOf(Arrays.copyOf(Bytes.pattern(50_000), 33_333), 50_000);
        assertThat(user.read(file, 0, 60_000)).isEqualTo(expected);
    }

    @Test
    void cuttingThenWritingBehindDoesNotBringOldBytesBack() throws IOException {
        user.write(file, 0, Bytes.pattern(10_000));
        user.set(file, SetAttributes.size(100));
        user.write(file, 9_999, "x");
        assertThat(user.read(file, 100, 9_899)).isEqualTo(new byte[9_899]);
    }

    @Test
    void aSizeCanGrowWithoutData() throws IOException {
        user.set(file, SetAttributes.size(100_000));
        assertThat(user.read(file, 0, 100_001)).isEqualTo(new byte[100_000]);
    }

    @Test
    void settingTheSizeItHasMovesTheTimeOfModification() throws IOException {
        user.write(file, 0, "four");
        Instant longAgo = Instant.ofEpochSecond(1_000_000_000);
        user.set(file, SetAttributes.times(null, new ClientTime(longAgo)));
        user.set(file, SetAttributes.size(4));
        assertThat(attributes(file).modified()).isAfter(longAgo);
    }

    @Test
    void onlyRegularFilesHaveASizeToSet() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        assertFails(() -> user.set(directory, SetAttributes.size(0)), VfsError.ISDIR, VfsError.INVAL);
    }

    @Test
    void commitTakesFilesAndDirectories() throws IOException {
        user.write(file, 0, "safe");
        user.writable().commit(file);
        user.writable().commit(root);
        assertThat(user.text(file)).isEqualTo("safe");
    }

    @Test
    void aRemovedFileIsStaleToEveryChange() throws IOException {
        user.write(file, 0, "gone");
        user.remove(root, "file");
        assertFails(() -> user.write(file, 0, "x"), VfsError.STALE);
        assertFails(() -> user.set(file, SetAttributes.size(0)), VfsError.STALE);
        assertFails(() -> user.set(file, SetAttributes.mode(0)), VfsError.STALE);
        assertFails(() -> user.read(file, 0, 1), VfsError.STALE);
        assertFails(() -> attributes(file), VfsError.STALE);
    }

    @Test
    void randomWritesAndCutsAddUp() throws IOException {
        int longest = 100_000;
        Random random = new Random(20);
        byte[] expected = new byte[0];
        for (int step = 0; step < 500; step++) {
            int offset = random.nextInt(longest);
            if (random.nextInt(4) == 0) {
                user.set(file, SetAttributes.size(offset));
                expected = Arrays.copyOf(expected, offset);
            } else {
                byte[] data = new byte[random.nextInt(1, 10_000)];
                random.nextBytes(data);
                user.write(file, offset, data);
                expected = Arrays.copyOf(expected, Math.max(expected.length, offset + data.length));
                System.arraycopy(data, 0, expected, offset, data.length);
            }
            assertThat(attributes(file).size()).isEqualTo(expected.length);
            assertThat(user.read(file, 0, 2 * longest)).as("after step " + step).isEqualTo(expected);
        }
    }
}
