package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many trees of one process keep open no more together than one may. */
class DescriptorBudgetTest {
    private static final int LIMIT = 256;
    private static final int TREES = 12;
    private static final int FILES = 100;

    @TempDir
    Path folder;

    private final DescriptorBudget budget = new DescriptorBudget(LIMIT);
    private final List<LinuxVfs> trees = new ArrayList<>();
    private final List<VfsUser> users = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        HostUser.assumeRoot();
        for (int i = 0; i < TREES; i++) {
            Path top = Files.createDirectory(folder.resolve("tree-" + i));
            LinuxVfs vfs = LinuxVfs.open(top, LinuxOptions.DEFAULT, budget);
            trees.add(vfs);
            users.add(new VfsUser(vfs, Caller.ROOT));
        }
    }

    @AfterEach
    void close() throws IOException {
        for (LinuxVfs vfs : trees) {
            vfs.close();
        }
        assertThat(openFiles()).isZero();
        assertThat(budget.take()).isTrue();
    }

    private int openFiles() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return (int) descriptors.filter(this::isBelow).count();
        }
    }

    private boolean isBelow(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void filesOfManyTreesAreReadWithTheDescriptorsOfOne() throws IOException {
        List<FileId> files = new ArrayList<>();
        for (int tree = 0; tree < TREES; tree++) {
            for (int i = 0; i < FILES; i++) {
                FileId root = trees.get(tree).root();
                files.add(users.get(tree).file(root, "file-" + i, "text " + i).id());
            }
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < files.size(); i++) {
                assertThat(users.get(i / FILES).text(files.get(i))).isEqualTo("text " + i % FILES);
            }
            assertThat(openFiles()).isLessThanOrEqualTo(3 * LIMIT / 8 + 3 * TREES);
        }
    }

    @Test
    void filesAreServedThoughNoneCanBeKeptOpen() throws IOException {
        assertThat(budget.capacity()).isLessThan(LIMIT / 8);
        int taken = 0;
        while (taken <= LIMIT && budget.take()) {
            taken++;
        }
        assertThat(taken).isLessThanOrEqualTo(budget.capacity());
        FileId file =
                users.getFirst().file(trees.getFirst().root(), "file", "text").id();
        assertThat(users.getFirst().text(file)).isEqualTo("text");
        for (int i = 0; i < taken; i++) {
            budget.giveBack();
        }
    }

    @Test
    void directoriesThatAreListedAreKeptOpenInSmallNumbersOnly() {
        int streams = 0;
        while (streams <= LIMIT && budget.takeStream()) {
            streams++;
        }
        assertThat(streams).isEqualTo(LIMIT / 32);
        for (int i = 0; i < streams; i++) {
            budget.giveStreamBack();
        }
    }
}
