package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.tree.FileTreeVfs;
import dev.cleat.vfs.tree.GeneratedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest extends ReadOnlyVfsContract {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final class InMaps implements GeneratedFiles.Source {
        final Map<String, byte[]> files = new TreeMap<>(SampleTree.FILES);

        @Override
        public @Nullable Iterable<String> names(String folder) {
            if (!folder.isEmpty() && !SampleTree.DIRECTORIES.contains(folder)) {
                return null;
            }
            String prefix = folder.isEmpty() ? "" : folder + "/";
            List<String> names = new ArrayList<>(SampleTree.DIRECTORIES);
            names.addAll(files.keySet());
            return names.stream()
                    .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0)
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }

        @Override
        public byte @Nullable [] bytes(String file) {
            return files.get(file);
        }
    }

    private final InMaps source = new InMaps();
    private Instant now = Instant.EPOCH;
    private final Vfs vfs = new FileTreeVfs(new GeneratedFiles(source, FRESH, () -> now));
    private final VfsUser user = new VfsUser(vfs, caller());

    @Override
    public Vfs createSample() {
        return new FileTreeVfs(new GeneratedFiles(new InMaps()));
    }

    private void put(String text) {
        source.files.put("hello", text.getBytes(StandardCharsets.UTF_8));
    }

    private String read(FileId file) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(100);
        vfs.read(file, 0, data, Caller.ROOT);
        return StandardCharsets.UTF_8.decode(data.flip()).toString();
    }

    @Test
    void whatIsReadIsAsLongAsWasSaid() throws IOException {
        put("four");
        FileId file = user.walk("hello");
        assertThat(vfs.attributes(file).size()).isEqualTo(4);
        put("seventeen");
        assertThat(read(file)).isEqualTo("four");
        now = now.plus(FRESH);
        assertThat(vfs.attributes(file).size()).isEqualTo(9);
        assertThat(read(file)).isEqualTo("seventeen");
    }

    @Test
    void theTimeMovesOnlyWithTheContents() throws IOException {
        put("same");
        FileId file = user.walk("hello");
        Instant first = vfs.attributes(file).modified();
        now = now.plus(FRESH);
        assertThat(vfs.attributes(file).modified()).isEqualTo(first);
        put("other");
        now = now.plus(FRESH);
        assertThat(vfs.attributes(file).modified()).isAfter(first);
    }

    @Test
    void whatWasMadeIsMadeAgainWhenTheClockWasPutBack() throws IOException {
        put("first");
        FileId file = user.walk("hello");
        put("second");
        now = now.minusSeconds(3600);
        assertThat(vfs.attributes(file).size()).isEqualTo(6);
    }

    @Test
    void whatIsNoLongerMadeIsGone() throws IOException {
        FileId file = user.walk("hello");
        source.files.remove("hello");
        now = now.plus(FRESH);
        assertThatThrownBy(() -> vfs.attributes(file)).hasMessageContaining("STALE");
    }
}
