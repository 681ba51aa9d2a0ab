package dev.cleat.vfs.idmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What identities cost a process that runs with most of the options of {@code cleat serve}. */
class JournalMemoryTest {
    private static final long FIRST = 100_000;
    private static final long MANY = Long.getLong("identities", 400_000);
    private static final Path STATUS = Path.of("/proc/self/status");

    @TempDir
    Path folder;

    @Test
    void manyIdentitiesTakeNoMoreMemoryThanSome() throws Exception {
        assumeTrue(Files.exists(STATUS), "only Linux tells a process's memory in this way");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms14m",
                        "-Xmx64m",
                        "-Xmn4m",
                        "-cp",
                        Path.of("target", "classes") + File.pathSeparator + Path.of("target", "test-classes"),
                        Identify.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        String[] kibibytes = said.trim().split(" ", -1);
        long before = Long.parseLong(kibibytes[0]);
        long after = Long.parseLong(kibibytes[1]);
        assertThat(after - before).as("KiB for %d more", MANY - FIRST).isLessThan(20 * 1024);
    }

    /** Gives identities, asks for earlier ones, and prints the resident memory early and at the end, in KiB. */
    static final class Identify {
        private Identify() {}

        public static void main(String[] arguments) throws IOException {
            try (JournalIdMap map = JournalIdMap.open(Path.of(arguments[0]))) {
                for (long i = 0; i < MANY; i++) {
                    FileId given = map.identify(place(map, i));
                    if (i % 16 == 0
                            && !map.places(map.identify(place(map, i / 2))).equals(List.of(place(map, i / 2)))) {
                        throw new IOException("lost before " + given);
                    }
                    if (i == FIRST) {
                        System.out.print(resident() + " ");
                    }
                }
                System.out.println(resident());
            }
        }

        private static Place place(IdMap map, long number) {
            return new Place(map.root(), Name.of("some-name-" + number));
        }

        private static long resident() throws IOException {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            throw new IOException("no VmRSS");
        }
    }
}
