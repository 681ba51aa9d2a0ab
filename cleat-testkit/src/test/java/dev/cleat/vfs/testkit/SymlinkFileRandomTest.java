package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.memory.Capacity;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.testkit.VfsUser.Listed;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client and the host do in turn, in folders of names that stand in each other's way. */
class SymlinkFileRandomTest {
    private static final int STEPS = 400;
    private static final List<String> NAMES = List.of("a", "a.sl", "a.sl.sl", "b", "b.sl", "c");
    private static final List<String> TEXTS = List.of("", "a", "somewhere\n", "one\ntwo", "\0", "x".repeat(5000));

    private final Map<FileId, FileType> known = new HashMap<>();
    private final Map<Long, FileId> numbered = new HashMap<>();
    private Random random = new Random();
    private VfsUser host;
    private VfsUser user;
    private List<FileId> folders;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsShownIsThereAndWhatWasIsStale(long seed) throws IOException {
        random = new Random(seed);
        MemoryVfs memory = new MemoryVfs(Capacity.ofHeap(), InstantSource.fixed(Instant.EPOCH), random);
        host = new VfsUser(memory, Caller.ROOT);
        user = new VfsUser(new SymlinkFileVfs(new NoSymlinksVfs(memory)), Caller.ROOT);
        folders = List.of(host.root(), host.directory(host.root(), "folder").id());
        int done = 0;
        for (int step = 0; step < STEPS; step++) {
            if (succeeds(random.nextBoolean() ? host : user)) {
                done++;
            }
            check();
        }
        assertThat(done).isGreaterThan(STEPS / 4);
    }

    private boolean succeeds(VfsUser who) throws IOException {
        try {
            step(who);
            return true;
        } catch (VfsException e) {
            assertThat(e.error())
                    .isIn(
                            VfsError.NOENT,
                            VfsError.EXIST,
                            VfsError.ACCES,
                            VfsError.INVAL,
                            VfsError.NOTDIR,
                            VfsError.ISDIR,
                            VfsError.NOTEMPTY);
            return false;
        }
    }

    private void step(VfsUser who) throws IOException {
        FileId folder = pick(folders);
        String name = pick(NAMES);
        switch (random.nextInt(7)) {
            case 0 -> who.file(folder, name, pick(TEXTS));
            case 1 -> who.directory(folder, name);
            case 2 -> user.symbolicLink(folder, name, "target");
            case 3 -> who.remove(folder, name);
            case 4 -> who.removeDirectory(folder, name);
            case 5 -> who.write(who.lookup(folder, name).id(), 0, pick(TEXTS));
            default -> who.rename(folder, name, pick(folders), pick(NAMES));
        }
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void check() throws IOException {
        Set<FileId> shown = new HashSet<>(Set.of(host.root()));
        for (FileId folder : folders) {
            List<Listed> listing = user.list(folder, 0, Integer.MAX_VALUE);
            assertThat(listing).extracting(Listed::name).doesNotHaveDuplicates();
            assertThat(listing).as("of all that the host has").hasSameSizeAs(host.names(folder));
            for (Listed listed : listing) {
                assertThat(shown.add(listed.node().id())).as("shown once").isTrue();
                assertThat(user.lookup(folder, listed.name())).isEqualTo(listed.node());
                checkObject(listed.node());
            }
        }
        known.keySet().removeIf(id -> {
            boolean gone = !shown.contains(id);
            if (gone) {
                assertThat(catchThrowableOfType(VfsException.class, () -> user.attributes(id)))
                        .as("%s is shown no more", id)
                        .extracting(VfsException::error)
                        .isEqualTo(VfsError.STALE);
            }
            return gone;
        });
    }

    private void checkObject(Node node) throws IOException {
        Attributes attributes = user.attributes(node.id());
        assertThat(attributes).isEqualTo(node.attributes());
        assertThat(known.merge(node.id(), attributes.type(), (was, is) -> was)).isEqualTo(attributes.type());
        assertThat(numbered.merge(attributes.fileId(), node.id(), (was, is) -> was))
                .isEqualTo(node.id());
        if (attributes.type() == FileType.SYMBOLIC_LINK) {
            assertThat(user.readLink(node.id()).length()).isEqualTo((int) attributes.size());
        } else if (attributes.type() == FileType.REGULAR) {
            assertThat(user.text(node.id()).length()).isEqualTo((int) attributes.size());
        }
    }
}
