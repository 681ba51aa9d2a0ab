package dev.cleat.vfs.idmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every map of identities does. */
abstract class IdMapContract {
    IdMap map;

    abstract IdMap open() throws IOException;

    @BeforeEach
    void openMap() throws IOException {
        map = open();
    }

    @AfterEach
    void closeMap() throws IOException {
        map.close();
    }

    Place inRoot(String name) {
        return new Place(map.root(), Name.of(name));
    }

    @Test
    void identifiesOnePlaceAlwaysTheSame() throws IOException {
        FileId file = map.identify(inRoot("a"));
        assertThat(map.identify(inRoot("a"))).isEqualTo(file).isNotEqualTo(map.root());
        assertThat(map.find(inRoot("a"))).isEqualTo(file);
        assertThat(map.places(file)).containsExactly(inRoot("a"));
    }

    @Test
    void knowsNothingOfOtherPlaces() throws IOException {
        FileId file = map.identify(inRoot("a"));
        assertThat(map.find(inRoot("b"))).isNull();
        assertThat(map.find(new Place(file, Name.of("a")))).isNull();
        assertThat(map.places(new FileId(1, 2))).isEmpty();
    }

    @Test
    void identityGoesWithTheLastName() throws IOException {
        FileId file = map.identify(inRoot("a"));
        map.link(file, inRoot("b"));
        assertThat(map.places(file)).containsExactly(inRoot("a"), inRoot("b"));
        map.unlink(inRoot("a"));
        assertThat(map.places(file)).containsExactly(inRoot("b"));
        map.unlink(inRoot("b"));
        assertThat(map.places(file)).isEmpty();
        assertThat(map.identify(inRoot("a"))).isNotEqualTo(file);
    }

    @Test
    void forgetsANameOnlyOfTheObjectThatIsMeant() throws IOException {
        FileId file = map.identify(inRoot("a"));
        map.unlink(new FileId(1, 2), inRoot("a"));
        assertThat(map.find(inRoot("a"))).isEqualTo(file);
        map.unlink(file, inRoot("a"));
        assertThat(map.find(inRoot("a"))).isNull();
    }

    @Test
    void movingAFolderMovesAllBelow() throws IOException {
        FileId folder = map.identify(inRoot("old"));
        Place below = new Place(folder, Name.of("file"));
        FileId file = map.identify(below);
        map.move(inRoot("old"), inRoot("new"));
        assertThat(map.places(folder)).containsExactly(inRoot("new"));
        assertThat(map.find(inRoot("old"))).isNull();
        assertThat(map.find(inRoot("new"))).isEqualTo(folder);
        assertThat(map.find(below)).isEqualTo(file);
    }

    @Test
    void movingReplacesWhatWasThere() throws IOException {
        FileId winner = map.identify(inRoot("a"));
        FileId loser = map.identify(inRoot("b"));
        map.move(inRoot("a"), inRoot("b"));
        assertThat(map.places(loser)).isEmpty();
        assertThat(map.find(inRoot("b"))).isEqualTo(winner);
        assertThat(map.find(inRoot("a"))).isNull();
    }

    @Test
    void movingTheUnknownForgetsWhatItReplaces() throws IOException {
        FileId loser = map.identify(inRoot("b"));
        map.move(inRoot("unknown"), inRoot("b"));
        assertThat(map.places(loser)).isEmpty();
        assertThat(map.find(inRoot("b"))).isNull();
    }

    @Test
    void movingOntoItselfChangesNothing() throws IOException {
        FileId file = map.identify(inRoot("a"));
        map.move(inRoot("a"), inRoot("a"));
        assertThat(map.find(inRoot("a"))).isEqualTo(file);
        assertThat(map.places(file)).containsExactly(inRoot("a"));
    }

    @Test
    void takesIdentitiesThatAreBrought() throws IOException {
        FileId brought = new FileId(77, 88);
        FileId replaced = map.identify(inRoot("a"));
        map.link(brought, inRoot("a"));
        map.link(brought, inRoot("a"));
        assertThat(map.identify(inRoot("a"))).isEqualTo(brought);
        assertThat(map.places(brought)).containsExactly(inRoot("a"));
        assertThat(map.places(replaced)).isEmpty();
    }

    @Test
    void behavesLikeTwoTablesWhateverIsDone() throws IOException {
        Random random = new Random(42);
        Map<Place, FileId> expected = new HashMap<>();
        Set<FileId> ever = new HashSet<>();
        for (int step = 0; step < 5000; step++) {
            Place one = inRoot("n" + random.nextInt(40));
            Place other = inRoot("n" + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    FileId file = map.identify(one);
                    if (expected.containsKey(one)) {
                        assertThat(file).isEqualTo(expected.get(one));
                    } else {
                        assertThat(ever.add(file)).as("given twice").isTrue();
                        expected.put(one, file);
                    }
                }
                case 2 -> {
                    map.unlink(one);
                    expected.remove(one);
                }
                case 3 -> {
                    map.move(one, other);
                    FileId file = one.equals(other) ? expected.get(one) : expected.remove(one);
                    expected.remove(other);
                    if (file != null) {
                        expected.put(other, file);
                    }
                }
                default -> {
                    FileId file = expected.get(one);
                    if (file != null) {
                        map.link(file, other);
                        expected.put(other, file);
                    }
                }
            }
        }
        assertHolds(expected, ever);
    }

    void assertHolds(Map<Place, FileId> expected, Set<FileId> ever) throws IOException {
        Map<FileId, Set<Place>> places = new HashMap<>();
        for (Map.Entry<Place, FileId> entry : expected.entrySet()) {
            assertThat(map.find(entry.getKey())).isEqualTo(entry.getValue());
            places.computeIfAbsent(entry.getValue(), file -> new HashSet<>()).add(entry.getKey());
        }
        for (FileId file : ever) {
            List<Place> found = new ArrayList<>(map.places(file));
            assertThat(found).containsExactlyInAnyOrderElementsOf(places.getOrDefault(file, Set.of()));
        }
    }
}
