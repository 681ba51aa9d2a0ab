package dev.cleat.vfs.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.hash.SipHash;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private static final FileId DIRECTORY = new FileId(1, 1);
    private static final Instant LONG_AGO = Instant.ofEpochSecond(1000);

    private Instant now = Instant.ofEpochSecond(2000);
    private final Snapshots snapshots = new Snapshots(new SipHash(1, 2), () -> now, 100);

    @Test
    void positionsDependOnTheNameAlone() throws IOException {
        Snapshot all = take(0, null, names(40));
        now = now.plusSeconds(10);
        Snapshot half = take(0, null, names(20));
        Set<Long> cookies = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.cookie(i)).isGreaterThan(2);
            cookies.add(all.cookie(i));
            Set<Name> expected = new HashSet<>(namesFrom(all, i + 1));
            expected.retainAll(names(20));
            assertThat(namesFrom(half, half.after(all.cookie(i)))).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(cookies).hasSize(40);
    }

    @Test
    void goesOnBetweenNamesThatAreGone() throws IOException {
        Snapshot all = take(0, null, names(40));
        long cookie = all.cookie(12);
        now = now.plusSeconds(10);
        Set<Name> gone = Set.of(all.name(12), all.name(13));
        List<Name> rest =
                names(40).stream().filter(name -> !gone.contains(name)).toList();
        Snapshot later = take(cookie, null, rest);
        assertThat(later.name(later.after(cookie))).isEqualTo(all.name(14));
        assertThat(later.after(Long.MAX_VALUE)).isEqualTo(38);
        assertThat(later.after(-1)).isEqualTo(38);
        assertThat(later.after(0)).isZero();
    }

    @Test
    void cookiesArePositionsInTheOrderOfTheNames() throws IOException {
        Snapshot all = take(0, null, names(40));
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.cookie(i)).isGreaterThan(all.cookie(i - 1));
            // Anywhere between two positions the later one is next.
            assertThat(all.after(all.cookie(i - 1) - 1)).isEqualTo(i);
        }
    }

    @Test
    void aWalkThatBeginsSeesWhatWasJustMade() throws IOException {
        take(0, now, names(3));
        assertThat(take(0, now, names(4)).size()).isEqualTo(4);
    }

    @Test
    void aDirectoryThatDidNotChangeIsNotReadAgain() throws IOException {
        Snapshot first = take(0, LONG_AGO, names(3));
        assertThat(take(0, LONG_AGO, names(4))).isSameAs(first);
        assertThat(take(0, LONG_AGO.plusSeconds(1), names(4)).size()).isEqualTo(4);
    }

    @Test
    void aWalkThatGoesOnSharesASnapshotForTwoSeconds() throws IOException {
        Snapshot first = take(0, null, names(3));
        assertThat(take(5, null, names(4))).isSameAs(first);
        now = now.plusSeconds(2);
        assertThat(take(5, null, names(4)).size()).isEqualTo(4);
    }

    @Test
    void aWalkThatGoesOnReadsAgainWhenTheClockWasPutBack() throws IOException {
        take(0, null, names(3));
        now = now.minusSeconds(3600);
        assertThat(take(5, null, names(4)).size()).isEqualTo(4);
    }

    @Test
    void keepsNoMoreNamesThanItMay() throws IOException {
        Snapshot first = snapshots.take(DIRECTORY, 0, LONG_AGO, () -> names(60));
        snapshots.take(new FileId(2, 2), 0, LONG_AGO, () -> names(30));
        assertThat(take(0, LONG_AGO, names(60))).isSameAs(first);
        snapshots.take(new FileId(3, 3), 0, LONG_AGO, () -> names(80));
        assertThat(take(0, LONG_AGO, names(60))).isNotSameAs(first);
    }

    private static List<Name> namesFrom(Snapshot snapshot, int first) {
        return IntStream.range(first, snapshot.size()).mapToObj(snapshot::name).toList();
    }

    private Snapshot take(long cookie, Instant changed, List<Name> names) throws IOException {
        return snapshots.take(DIRECTORY, cookie, changed, () -> names);
    }

    private static List<Name> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> Name.of("name " + i)).toList();
    }
}
