package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileTree;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.tree.FileTreeVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileTreeVfsTest extends ReadOnlyVfsContract {
    /** A tree in a map; what has no contents is a folder. */
    private static final class MapTree implements FileTree {
        final Map<String, byte[]> files = new TreeMap<>(SampleTree.FILES);
        final TreeSet<String> folders = new TreeSet<>(SampleTree.DIRECTORIES);

        @Override
        public @Nullable Entry stat(String path) {
            if (path.isEmpty() || folders.contains(path)) {
                return new Entry.Folder(Instant.EPOCH);
            }
            byte[] contents = files.get(path);
            return contents == null ? null : new Entry.File(contents.length, Instant.ofEpochSecond(7));
        }

        @Override
        public Iterable<String> list(String path) {
            String prefix = path.isEmpty() ? "" : path + "/";
            TreeSet<String> names = new TreeSet<>(folders);
            names.addAll(files.keySet());
            return names.stream()
                    .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0)
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }

        @Override
        public void read(String path, long offset, ByteBuffer into) {
            byte[] contents = files.get(path);
            into.put(contents, (int) offset, Math.min(into.remaining(), contents.length - (int) offset));
        }

        @Override
        public Blocking blocking() {
            return Blocking.NEVER;
        }
    }

    private final MapTree tree = new MapTree();

    @Override
    public Vfs createSample() {
        return new FileTreeVfs(new MapTree());
    }

    @Test
    void whatTheTreeLosesIsStale() throws IOException {
        VfsUser user = new VfsUser(new FileTreeVfs(tree), caller());
        FileId file = user.walk("hello");
        tree.files.remove("hello");
        assertStale(user, file);
        tree.files.put("hello", new byte[1]);
        assertThat(user.walk("hello")).isEqualTo(file);
    }

    @Test
    void aFileThatBecomesAFolderIsAnotherObject() throws IOException {
        VfsUser user = new VfsUser(new FileTreeVfs(tree), caller());
        FileId file = user.walk("hello");
        tree.files.remove("hello");
        tree.folders.add("hello");
        assertStale(user, file);
        assertThat(user.attributes(user.walk("hello")).type()).isEqualTo(FileType.DIRECTORY);
        assertStale(user, file);
    }

    @Test
    void namesThatNoClientCanAskForAreNotListed() throws IOException {
        VfsUser user = new VfsUser(new FileTreeVfs(tree), caller());
        tree.files.put("folder/", new byte[0]);
        tree.files.put("folder/..", new byte[0]);
        tree.files.put("folder/" + "n".repeat(256), new byte[0]);
        assertThat(user.names(user.walk("folder"))).containsExactlyInAnyOrder("deeper", "größe 尺寸", "inner");
    }

    private static void assertStale(VfsUser user, FileId file) {
        Throwable failure = Assertions.catchThrowable(() -> user.attributes(file));
        assertThat(failure).isInstanceOf(VfsException.class);
        assertThat(((VfsException) failure).error()).isEqualTo(VfsError.STALE);
    }
}
