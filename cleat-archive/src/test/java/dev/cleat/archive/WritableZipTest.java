package dev.cleat.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.nio.NioVfs;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.testkit.Feature;
import dev.cleat.vfs.testkit.SampleTree;
import dev.cleat.vfs.testkit.VfsContract;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class WritableZipTest extends VfsContract {
    @TempDir(factory = InMemory.class)
    Path folder;

    private Path archive;
    private Path work;
    private IdMap ids; // as durable as the tests need, and without the cost of a journal

    /** Where it costs nothing to make things durable, if the host has such a place: the contract makes thousands of files. */
    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws Exception {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "junit-")
                    : TempDirFactory.Standard.INSTANCE.createTempDirectory(element, test);
        }
    }

    @Override
    public Vfs create() throws IOException {
        archive = Files.createTempFile(folder, "made", ".zip");
        work = Files.createTempDirectory(folder, "work");
        ids = new InMemoryIdMap();
        try (OutputStream out = Files.newOutputStream(archive)) {
            new ZipOutputStream(out).finish();
        }
        return open();
    }

    private Vfs open() throws IOException {
        return WritableZipVfs.open(archive, work, ArchiveLimits.DEFAULT, tree -> NioVfs.of(tree, ids));
    }

    @Override
    public Vfs reopen(Vfs vfs) throws IOException {
        vfs.close();
        return open();
    }

    @Override
    public Set<Feature> features() {
        Set<Feature> features =
                EnumSet.complementOf(EnumSet.of(Feature.DEVICES, Feature.FIFOS, Feature.GAPS, Feature.LINK_BYTES));
        if (!"root".equals(System.getProperty("user.name"))) {
            features.removeAll(EnumSet.of(Feature.OWNERS, Feature.CALLERS));
        }
        return features;
    }

    private String text(String name) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            zip.stream().map(ZipEntry::getName).forEach(names::add);
        }
        return names;
    }

    @Test
    void aCommitIsAWholeZipFileForEverybodyElse() throws IOException {
        try (Vfs vfs = create()) {
            VfsUser user = new VfsUser(vfs, Caller.ROOT);
            FileId made = user.directory(user.root(), "folder").id();
            FileId file = user.file(made, "größe", "first").id();
            assertThat(names()).isEmpty();
            user.writable().commit(file);
            assertThat(names()).containsExactly("folder/", "folder/größe");
            assertThat(text("folder/größe")).isEqualTo("first");
            user.write(file, 0, "FIR");
            user.set(file, SetAttributes.mode(0640));
            user.file(user.root(), "second", "other");
            user.writable().commit(file);
            assertThat(text("folder/größe")).isEqualTo("FIRst");
            assertThat(text("second")).isEqualTo("other");
            user.rename(made, "größe", user.root(), "up");
            user.remove(user.root(), "second");
            user.symbolicLink(user.root(), "link", "up");
            user.writable().commit(user.root());
            assertThat(names()).containsExactlyInAnyOrder("folder/", "up", "link");
        }
        try (ArchiveVfs read = ArchiveVfs.open(archive)) {
            VfsUser user = new VfsUser(read, Caller.ROOT);
            assertThat(user.attributes(user.walk("up")).mode()).isEqualTo(0640);
            assertThat(user.readLink(user.walk("link")).toString()).isEqualTo("up");
            assertThat(user.text(user.walk("up"))).isEqualTo("FIRst");
        }
    }

    @Test
    void whatDidNotChangeIsCopiedAsItIsPacked() throws IOException {
        create().close();
        archive = Samples.zip(folder, true, ZipArchiveEntry.STORED);
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        try (Vfs vfs = open()) {
            VfsUser user = new VfsUser(vfs, Caller.ROOT);
            FileId file = user.file(user.root(), "noise").id();
            user.write(file, 0, noise);
            user.writable().commit(file);
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.getEntry("large").getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(zip.getEntry("noise").getMethod()).isEqualTo(ZipEntry.DEFLATED);
            assertThat(zip.getInputStream(zip.getEntry("noise")).readAllBytes()).isEqualTo(noise);
            assertThat(zip.size()).isEqualTo(SampleTree.FILES.size() + 5);
        }
    }

    @Test
    void whatSomebodyElseWroteIsNotWrittenOver() throws IOException {
        Vfs vfs = create();
        VfsUser user = new VfsUser(vfs, Caller.ROOT);
        FileId file = user.file(user.root(), "mine", "mine").id();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("theirs"));
        }
        assertThatThrownBy(() -> user.writable().commit(file)).hasMessageContaining("somebody else");
        assertThat(names()).containsExactly("theirs");
        assertThatThrownBy(vfs::close).hasMessageContaining("somebody else");
        try (Vfs again = open()) {
            assertThat(new VfsUser(again, Caller.ROOT).names(again.root())).containsExactly("theirs");
        }
    }
}
