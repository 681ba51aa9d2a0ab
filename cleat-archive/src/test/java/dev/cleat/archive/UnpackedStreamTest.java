package dev.cleat.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.archive.UnpackedStream.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedStreamTest {
    private static final int SIZE = 5_000_001;

    @TempDir
    Path folder;

    /** Some of each: what compresses to nothing, what does not compress, and text. */
    private static byte[] mixed(int size, long seed) {
        Random random = new Random(seed);
        byte[] all = new byte[size];
        int at = 0;
        while (at < size) {
            int length = Math.min(size - at, 1 + random.nextInt(400_000));
            switch (random.nextInt(3)) {
                case 0 -> Arrays.fill(all, at, at + length, (byte) random.nextInt());
                case 1 -> {
                    byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, all, at, length);
                }
                default -> {
                    for (int i = at; i < at + length; i++) {
                        all[i] = (byte) ('a' + Math.abs(i * 31 * (i / 777)) % 9 * (i % 3));
                    }
                }
            }
            at += length;
        }
        return all;
    }

    private static byte[] deflated(byte[] all, int level, int strategy) throws IOException {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(all);
        }
        deflater.end();
        return packed.toByteArray();
    }

    private static int crc(byte[] all) {
        CRC32 crc = new CRC32();
        crc.update(all);
        return (int) crc.getValue();
    }

    private UnpackedStream stream(byte[] packed, boolean gzip, byte[] all, long scratchBytes, int marks) {
        Data data = (position, into) -> {
            int number = (int) Math.max(0, Math.min(into.remaining(), packed.length - position));
            into.put(packed, (int) Math.min(position, packed.length), number);
            return number;
        };
        Source source = new Source(0, packed.length, gzip, gzip ? null : crc(all), gzip ? -1 : all.length);
        return new UnpackedStream(
                data, source, new Marks(new Scratch(folder, scratchBytes), marks), new BlockCache(1 << 20));
    }

    private static byte[] read(UnpackedStream stream, long position, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        int read = stream.read(position, into);
        assertThat(read).isEqualTo(into.position());
        return Arrays.copyOf(into.array(), read);
    }

    private static void readEverywhere(UnpackedStream stream, byte[] all, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            int from = random.nextInt(all.length);
            int to = Math.min(all.length, from + random.nextInt(300_000));
            assertThat(read(stream, from, to - from)).isEqualTo(Arrays.copyOfRange(all, from, to));
        }
    }

    @Test
    void everyKindOfBlockIsUnpackedAsItWas() throws IOException {
        byte[] all = mixed(700_003, 1);
        for (int strategy : new int[] {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY}) {
            for (int level : new int[] {0, 1, 6, 9}) {
                UnpackedStream stream = stream(deflated(all, level, strategy), false, all, 1 << 20, 100);
                assertThat(read(stream, 0, all.length)).isEqualTo(all);
            }
        }
    }

    @Test
    void shortDataHasFixedCodes() throws IOException {
        for (int size : new int[] {1, 2, 17, 300}) {
            byte[] all = mixed(size, size);
            UnpackedStream stream = stream(deflated(all, 9, Deflater.DEFAULT_STRATEGY), false, all, 1 << 20, 100);
            assertThat(read(stream, 0, size)).isEqualTo(all);
        }
    }

    @Test
    void readingAnywhereAnswersWhatReadingAllWould() throws IOException {
        byte[] all = mixed(SIZE, 2);
        for (int level : new int[] {0, 6}) {
            UnpackedStream stream = stream(deflated(all, level, Deflater.DEFAULT_STRATEGY), false, all, 1 << 30, 1000);
            readEverywhere(stream, all, 3);
        }
    }

    @Test
    void readingAnywhereWorksWithFewMarksOrNone() throws IOException {
        byte[] all = mixed(SIZE, 4);
        byte[] packed = deflated(all, 6, Deflater.DEFAULT_STRATEGY);
        readEverywhere(stream(packed, false, all, 1 << 30, 2), all, 5);
        readEverywhere(stream(packed, false, all, 2 * Inflate.HISTORY, 1000), all, 6);
        readEverywhere(stream(packed, false, all, 0, 1000), all, 7);
    }

    @Test
    void membersOfAGzipFileAreOneStream() throws IOException {
        byte[] one = mixed(3_000_000, 8);
        byte[] two = mixed(2_500_000, 9);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] part : List.of(one, new byte[0], two)) {
            GZIPOutputStream out = new GZIPOutputStream(packed);
            out.write(part);
            out.finish();
        }
        packed.write(new byte[700]); // tape blocks are filled up
        byte[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        UnpackedStream stream = stream(packed.toByteArray(), true, all, 1 << 30, 1000);
        readEverywhere(stream, all, 10);
        assertThat(stream.verify(Long.MAX_VALUE)).isEqualTo(all.length);
    }

    @Test
    void manyReadersGetWhatIsThere() throws Exception {
        byte[] all = mixed(SIZE, 11);
        UnpackedStream stream =
                stream(deflated(all, 6, Deflater.DEFAULT_STRATEGY), false, all, 8 * Inflate.HISTORY, 1000);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Void>> readers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                long seed = i;
                readers.add(() -> {
                    readEverywhere(stream, all, seed);
                    return null;
                });
            }
            for (Future<Void> reader : threads.invokeAll(readers)) {
                reader.get();
            }
        }
    }

    @Test
    void aWrongChecksumIsAnError() throws IOException {
        byte[] all = mixed(500_000, 12);
        byte[] other = all.clone();
        other[100] ^= 1;
        UnpackedStream stream = stream(deflated(other, 6, Deflater.DEFAULT_STRATEGY), false, all, 1 << 20, 100);
        assertThatThrownBy(() -> read(stream, 0, all.length)).hasMessageContaining("checksum");
    }

    @Test
    void damageIsAnErrorAndNeverAFaultOfTheProgram() throws IOException {
        byte[] all = mixed(60_000, 13);
        byte[] packed = deflated(all, 6, Deflater.DEFAULT_STRATEGY);
        Random random = new Random(14);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = i % 5 == 0 ? Arrays.copyOf(packed, random.nextInt(packed.length)) : packed.clone();
            if (damaged.length == packed.length) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            UnpackedStream stream = stream(damaged, false, all, 1 << 20, 100);
            try {
                assertThat(read(stream, 0, all.length)).isEqualTo(all);
            } catch (IOException expected) {
                assertThat(expected).isInstanceOf(ArchiveException.class);
            }
        }
    }
}
