package dev.cleat.vfs.idmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampedIdsTest {
    private final InMemoryIdMap ids = new InMemoryIdMap();
    private final StampedIds stamped = new StampedIds(ids);
    private final Place place = new Place(ids.root(), Name.of("name"));

    @Test
    void theSameObjectKeepsItsIdentity() throws IOException {
        FileId file = stamped.identify(place, 7);
        assertThat(stamped.identify(place, 7)).isEqualTo(file);
        assertThat(StampedIds.fits(file, 7)).isTrue();
        assertThat(StampedIds.fits(file, 8)).isFalse();
    }

    @Test
    void anotherObjectAtThePlaceHasAnotherIdentityForEver() throws IOException {
        FileId first = stamped.identify(place, 7);
        FileId second = stamped.identify(place, 8);
        assertThat(second).isNotEqualTo(first);
        assertThat(ids.places(first)).isEmpty();
        assertThat(stamped.identify(place, 7)).isNotIn(first, second);
    }

    @Test
    void allWhoMeetANewObjectAgree(@TempDir Path folder) throws Exception {
        try (JournalIdMap journal = JournalIdMap.open(folder);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            StampedIds shared = new StampedIds(journal);
            List<Future<List<FileId>>> answers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Callable<List<FileId>> work = () -> {
                    List<FileId> given = new ArrayList<>();
                    for (int i = 0; i < 500; i++) {
                        given.add(shared.identify(new Place(journal.root(), Name.of("name" + i)), i));
                    }
                    return given;
                };
                answers.add(threads.submit(work));
            }
            for (Future<List<FileId>> answer : answers) {
                assertThat(answer.get()).isEqualTo(answers.getFirst().get());
            }
        }
    }
}
