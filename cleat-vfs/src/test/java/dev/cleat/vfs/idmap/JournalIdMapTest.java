package dev.cleat.vfs.idmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalIdMapTest extends IdMapContract {
    @TempDir
    Path folder;

    @Override
    IdMap open() throws IOException {
        return JournalIdMap.open(folder);
    }

    private void reopen() throws IOException {
        map.close();
        map = open();
    }

    private Path journal() {
        return folder.resolve("ids-1.journal");
    }

    private Path index() {
        return folder.resolve("ids-1.index");
    }

    @Test
    void remembersAfterARestart() throws IOException {
        FileId root = map.root();
        FileId file = map.identify(inRoot("a"));
        FileId removed = map.identify(inRoot("b"));
        map.unlink(inRoot("b"));
        map.link(file, inRoot("c"));
        reopen();
        assertThat(map.root()).isEqualTo(root);
        assertThat(map.places(file)).containsExactly(inRoot("a"), inRoot("c"));
        assertThat(map.places(removed)).isEmpty();
        assertThat(map.identify(inRoot("new"))).isNotIn(root, file, removed);
    }

    @Test
    void growsBeyondAPageOfEverySegment() throws IOException {
        Map<Place, FileId> expected = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            Place place = inRoot("name-" + i);
            expected.put(place, map.identify(place));
        }
        assertHolds(expected, new HashSet<>(expected.values()));
        reopen();
        assertHolds(expected, new HashSet<>(expected.values()));
        assertThat(Files.size(journal()) + Files.size(index())).isLessThan(60_000 * 120);
    }

    @Test
    void keepsThousandsOfNamesOfOneObject() throws IOException {
        FileId file = map.identify(inRoot("0"));
        for (int i = 1; i < 3000; i++) {
            map.link(file, inRoot("" + i));
        }
        map.unlink(inRoot("1500"));
        assertThat(map.places(file)).hasSize(2999).startsWith(inRoot("0")).endsWith(inRoot("2999"));
    }

    @Test
    void makesALostOrForeignIndexAgain() throws IOException {
        FileId file = map.identify(inRoot("a"));
        map.move(inRoot("a"), inRoot("b"));
        map.close();
        Files.delete(index());
        map = open();
        assertThat(map.places(file)).containsExactly(inRoot("b"));
        map.close();
        Files.write(index(), new byte[10_000]);
        map = open();
        assertThat(map.places(file)).containsExactly(inRoot("b"));
    }

    @Test
    void refusesASecondServer() {
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("in use");
    }

    @Test
    void refusesANewerFormatClearly() throws IOException {
        map.close();
        try (FileChannel channel = FileChannel.open(journal(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(4).putInt(0, 2), 8);
        }
        assertThatThrownBy(this::open).hasMessageContaining("newer");
        Files.delete(journal());
        map = open();
    }

    /** Whatever of the last records reached the disk, with an index that knows more, less or nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsAJournalThatEndsAnywhere(boolean withoutIndex) throws IOException {
        FileId first = map.identify(inRoot("first"));
        FileId second = map.identify(inRoot("second"));
        map.close();
        long whole = Files.size(journal());
        map = open();
        map.move(inRoot("first"), inRoot("second"));
        map.close();
        long moved = Files.size(journal());
        map = open();
        map.identify(inRoot("third"));
        map.close();
        byte[] bytes = Files.readAllBytes(journal());
        byte[] indexed = Files.readAllBytes(index());
        for (int length = (int) whole; length <= bytes.length; length++) {
            Files.write(journal(), Arrays.copyOf(bytes, length));
            Files.write(index(), withoutIndex ? new byte[0] : indexed);
            map = open();
            assertThat(map.places(first)).containsExactly(inRoot(length < moved ? "first" : "second"));
            assertThat(map.places(second)).hasSize(length < moved ? 1 : 0);
            assertThat(map.find(inRoot("third")) != null).isEqualTo(length == bytes.length);
            FileId given = map.identify(inRoot("fourth"));
            assertThat(map.places(given)).containsExactly(inRoot("fourth"));
            reopen();
            assertThat(map.find(inRoot("fourth"))).isEqualTo(given);
            map.close();
        }
        map = open();
    }

    @Test
    void readsAJournalWhoseEndIsGarbage() throws IOException {
        FileId file = map.identify(inRoot("a"));
        map.close();
        Files.write(journal(), new byte[] {1, 2, 3, 4, 0, 5, 2, 0, 9, 9, 9}, StandardOpenOption.APPEND);
        map = open();
        assertThat(map.find(inRoot("a"))).isEqualTo(file);
        map.identify(inRoot("b"));
        reopen();
        assertThat(map.find(inRoot("b"))).isNotNull();
    }

    /** A killed process leaves zeroes behind the last record, and perhaps a part of one before them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 64, 5000, 300_000})
    void readsAJournalThatEndsInZeroes(int zeroes) throws IOException {
        FileId file = map.identify(inRoot("a"));
        map.close();
        byte[] bytes = Files.readAllBytes(journal());
        for (int torn = 0; torn < 48; torn += 8) {
            byte[] left = Arrays.copyOf(bytes, bytes.length - torn + zeroes);
            Arrays.fill(left, bytes.length - torn, left.length, (byte) 0);
            Files.write(journal(), left);
            map = open();
            FileId found = map.find(inRoot("a"));
            assertThat(found).isEqualTo(torn == 0 ? file : null);
            FileId given = map.identify(inRoot("b"));
            reopen();
            assertThat(map.find(inRoot("a"))).isEqualTo(found);
            assertThat(map.find(inRoot("b"))).isEqualTo(given);
            map.close();
        }
        map = open();
    }

    @Test
    void leavesNoZeroesBehind() throws IOException {
        long open = Files.size(journal());
        map.close();
        assertThat(Files.size(journal())).isLessThan(200).isLessThanOrEqualTo(open);
        map = open();
    }

    @Test
    void writesOnWhereOneStretchOfTheJournalEnds() throws IOException {
        Map<Place, FileId> expected = new HashMap<>();
        String padding = "x".repeat(200);
        for (int i = 0; i < 2000; i++) {
            Place place = inRoot(padding + i);
            expected.put(place, map.identify(place));
        }
        assertHolds(expected, new HashSet<>(expected.values()));
        reopen();
        assertHolds(expected, new HashSet<>(expected.values()));
    }

    /** A killed process closes nothing: the files are what they are in the middle of everything. */
    @Test
    void survivesBeingKilledAtAnyMoment(@TempDir Path copies) throws IOException {
        Map<Place, FileId> expected = new HashMap<>();
        Set<FileId> ever = new HashSet<>();
        Random random = new Random(7);
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 2500; i++) {
                Place place = inRoot("n" + random.nextInt(60_000));
                FileId file = map.identify(place);
                ever.add(file);
                expected.put(place, file);
                if (random.nextInt(3) == 0) {
                    map.unlink(place);
                    expected.remove(place);
                }
            }
            Path copy = Files.createDirectory(copies.resolve("" + round));
            Files.copy(journal(), copy.resolve(journal().getFileName()));
            Files.copy(index(), copy.resolve(index().getFileName()));
            IdMap alive = map;
            map = JournalIdMap.open(copy);
            assertHolds(expected, ever);
            assertThat(ever).doesNotContain(map.identify(inRoot("given by the survivor")));
            map.close();
            map = alive;
        }
    }

    @Test
    void compactsWhileItIsUsed() throws Exception {
        map.close();
        Files.delete(journal());
        Files.delete(index());
        map = JournalIdMap.open(folder, 50_000);
        FileId kept = map.identify(inRoot("kept"));
        FileId linked = map.identify(inRoot("linked"));
        map.link(linked, inRoot("linked too"));
        long givingUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int i = 0; i < 20_000 || (Files.exists(journal()) && System.nanoTime() < givingUp); i++) {
            Place temporary = inRoot("temporary " + i % 7);
            map.identify(temporary);
            map.move(temporary, inRoot("final"));
        }
        FileId last = map.find(inRoot("final"));
        map.close();
        Set<String> left = new HashSet<>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> left.add(file.getFileName().toString()));
        }
        assertThat(left).hasSize(2).doesNotContain("ids-1.journal");
        map = open();
        assertThat(map.find(inRoot("kept"))).isEqualTo(kept);
        assertThat(map.places(linked)).containsExactly(inRoot("linked"), inRoot("linked too"));
        assertThat(map.places(last)).containsExactly(inRoot("final"));
        assertThat(map.find(inRoot("temporary 1"))).isNull();
        assertThat(map.identify(new Place(kept, Name.of("x")))).isNotIn(kept, linked, last);
    }

    @Test
    void compactsAfterADiskThatWasFullForAWhile() throws Exception {
        map.close();
        map = JournalIdMap.open(folder, 50_000);
        FileId kept = map.identify(inRoot("kept"));
        // Nothing can be opened where a folder is.
        Path obstacle = Files.createDirectory(folder.resolve("ids-2.journal.new"));
        Files.writeString(obstacle.resolve("in it"), "");
        for (int i = 0; i < 10_000; i++) {
            map.move(inRoot("kept"), inRoot("elsewhere"));
            map.move(inRoot("elsewhere"), inRoot("kept"));
        }
        assertThat(map.find(inRoot("kept"))).isEqualTo(kept);
        assertThat(folder.resolve("ids-1.journal")).exists();
        Files.delete(obstacle.resolve("in it"));
        Files.deleteIfExists(obstacle);
        long givingUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.exists(folder.resolve("ids-1.journal")) && System.nanoTime() < givingUp) {
            map.move(inRoot("kept"), inRoot("elsewhere"));
            map.move(inRoot("elsewhere"), inRoot("kept"));
        }
        assertThat(folder.resolve("ids-1.journal")).doesNotExist();
        assertThat(map.find(inRoot("kept"))).isEqualTo(kept);
    }
}
