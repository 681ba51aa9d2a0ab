package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser.Listed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings of directories that change between the pages: nothing is lost, nothing comes twice. */
public abstract class ChurnContract extends Contract {
    private static final int STABLE = 200;

    /** More entries than any walk here can meet. */
    private static final int ENDLESS = 100_000;

    private interface Change {
        void make() throws IOException;
    }

    private FileId directory;

    @BeforeEach
    final void makeDirectory() throws IOException {
        assumeWritable();
        directory = user.directory(root, "churning").id();
    }

    @Test
    void listingGoesOnBehindARemovedEntry() throws IOException {
        make("stable", 50);
        List<Listed> first = user.list(directory, 0, 20);
        Listed last = first.getLast();
        user.remove(directory, last.name().toString());
        List<Listed> rest = user.list(directory, last.cookie(), Integer.MAX_VALUE);
        assertThat(names(rest)).hasSize(30).doesNotContainAnyElementsOf(names(first));
    }

    @Test
    void removingEachPageEmptiesTheDirectory() throws IOException {
        make("stable", STABLE);
        long cookie = 0;
        List<Listed> page = user.list(directory, cookie, 7);
        for (int pages = 0; !page.isEmpty() && pages < STABLE; pages++) {
            for (Listed listed : page) {
                user.remove(directory, listed.name().toString());
            }
            page = user.list(directory, page.getLast().cookie(), 7);
        }
        assertThat(user.names(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 64, 150})
    void whatStaysIsListedOnceWhileOthersComeAndGo(int pageSize) throws IOException {
        Set<String> stable = make("stable", STABLE);
        make("doomed", STABLE);
        Random random = new Random(pageSize);
        List<Listed> walked = new ArrayList<>();
        List<Listed> page = user.list(directory, 0, pageSize);
        for (int step = 0; !page.isEmpty() && step < 4 * STABLE; step++) {
            walked.addAll(page);
            change(random, step);
            page = user.list(directory, walked.getLast().cookie(), pageSize);
        }
        List<String> seen = names(walked).stream().filter(stable::contains).toList();
        assertThat(seen).doesNotHaveDuplicates().hasSameSizeAs(stable);
    }

    @Test
    void thousandsOfEntriesAreWalkedInSmallPages() throws IOException {
        Set<String> made = make("entry-with-a-name-that-fills-the-buffers-of-a-listing-soon", 1500);
        assertThat(walk(29)).hasSameSizeAs(made).hasSameElementsAs(made);
    }

    @Test
    void aNameThatIsReplacedStaysOneEntry() throws IOException {
        Set<String> stable = make("stable", 20);
        List<Listed> walked = new ArrayList<>(user.list(directory, 0, 10));
        for (String name : stable) {
            user.file(root, "new");
            user.rename(root, "new", directory, name);
        }
        walked.addAll(user.list(directory, walked.getLast().cookie(), Integer.MAX_VALUE));
        assertThat(names(walked)).containsOnlyOnceElementsOf(stable);
    }

    @Test
    void whatStaysIsListedOnceWhileOthersAreAtWork() throws Exception {
        Set<String> stable = make("stable", STABLE);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Callable<Void> churn = () -> {
                Random random = new Random(1);
                for (int step = 0; step < 500; step++) {
                    change(random, step);
                }
                return null;
            };
            Future<Void> churning = executor.submit(churn);
            do {
                assertThat(walk(13)).containsOnlyOnceElementsOf(stable);
            } while (!churning.isDone());
            churning.get();
        }
    }

    private List<String> walk(int pageSize) throws IOException {
        List<Listed> walked = new ArrayList<>();
        List<Listed> page = user.list(directory, 0, pageSize);
        while (!page.isEmpty()) {
            walked.addAll(page);
            assertThat(walked.size()).as("entries walked, so far").isLessThan(ENDLESS);
            page = user.list(directory, page.getLast().cookie(), pageSize);
        }
        return names(walked);
    }

    /** Makes, removes and renames entries, none of them stable. */
    private void change(Random random, int step) throws IOException {
        user.file(directory, "new-" + step);
        ifPresent(() -> user.remove(directory, "doomed-" + random.nextInt(STABLE)));
        ifPresent(() ->
                user.rename(directory, "new-" + random.nextInt(step + 1), directory, "moved-" + random.nextInt(100)));
    }

    private static void ifPresent(Change change) throws IOException {
        try {
            change.make();
        } catch (IOException e) {
            if (VfsException.errorOf(e) != VfsError.NOENT) {
                throw e;
            }
        }
    }

    private Set<String> make(String prefix, int count) throws IOException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = prefix + "-" + i;
            user.file(directory, name);
            names.add(name);
        }
        return names;
    }

    private static List<String> names(List<Listed> listed) {
        return listed.stream().map(entry -> entry.name().toString()).toList();
    }
}
