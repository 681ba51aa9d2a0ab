package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Links and files that compete for one name. */
class SymlinkFileRaceTest extends TwoSides {
    private static final int ROUNDS = 300;

    @Test
    void aNameIsNeverMissingWhileLinksAndFilesReplaceEachOther() throws Exception {
        user.file(root, "target");
        Callable<Void> replacing = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                user.symbolicLink(root, "new", "there");
                user.rename(root, "new", root, "target");
                user.file(root, "new");
                user.rename(root, "new", root, "target");
            }
            return null;
        };
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Void> done = executor.submit(replacing);
            int found = 0;
            do {
                user.lookup(root, "target");
                found++;
            } while (!done.isDone());
            done.get();
            assertThat(found).isPositive();
        }
        assertThat(host.names(root)).containsExactly("target");
    }

    @Test
    void ofALinkAndAFileOfOneNameOneIsMade() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "name-" + round;
            CyclicBarrier start = new CyclicBarrier(2);
            Callable<Integer> link = () -> {
                start.await();
                return made(() -> user.symbolicLink(root, name, "there").id());
            };
            Callable<Integer> file = () -> {
                start.await();
                return made(() -> user.file(root, name).id());
            };
            try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
                int sum = 0;
                for (Future<Integer> made : executor.invokeAll(List.of(link, file))) {
                    sum += made.get();
                }
                assertThat(sum).isEqualTo(1);
            }
        }
        assertThat(host.names(root)).hasSize(ROUNDS);
    }

    @Test
    void aLinkIsSeenWholeOrNotAtAll() throws Exception {
        Callable<Void> making = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                user.symbolicLink(root, "name", "there");
                user.remove(root, "name");
            }
            return null;
        };
        List<String> seen = new ArrayList<>();
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Void> done = executor.submit(making);
            do {
                seen.addAll(user.names(root));
                made(() -> user.lookup(root, "name.sl").id());
            } while (!done.isDone());
            done.get();
        }
        assertThat(seen).allMatch("name"::equals);
    }

    @Test
    void whatTheHostRemovesUnderALookIsNotThere() throws Exception {
        user.file(root, "stays");
        Callable<Void> churning = () -> {
            for (int i = 0; i < 10 * ROUNDS; i++) {
                host.file(root, "name.sl", "there");
                host.remove(root, "name.sl");
            }
            return null;
        };
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Void> done = executor.submit(churning);
            do {
                assertThat(user.names(root)).containsOnlyOnce("stays");
                made(() -> user.lookup(root, "name").id());
                made(() -> user.lookup(root, "name.sl").id());
            } while (!done.isDone());
            done.get();
        }
    }

    /** 1 if it was there or could be made, 0 if not. */
    private static int made(Callable<FileId> call) throws Exception {
        try {
            return call.call() == null ? 0 : 1;
        } catch (IOException e) {
            assertThat(VfsException.errorOf(e)).isIn(VfsError.EXIST, VfsError.NOENT);
            return 0;
        }
    }
}
