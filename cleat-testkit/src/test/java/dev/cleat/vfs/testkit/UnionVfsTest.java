package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ReadOnlyVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.union.UnionVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UnionVfsTest {
    private static Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.RESTARTS));
    }

    private static MemoryVfs sample() throws IOException {
        MemoryVfs vfs = new MemoryVfs();
        SampleTree.plant(new VfsUser(vfs, Caller.ROOT));
        return vfs;
    }

    @Nested
    class OverNothing extends VfsContract {
        @Override
        public Vfs create() {
            return new UnionVfs(new MemoryVfs(), new ReadOnlyVfs(new MemoryVfs()));
        }

        @Override
        public Set<Feature> features() {
            return UnionVfsTest.features();
        }
    }

    /** Everything that is read comes from the lower layer. */
    @Nested
    class OverASample extends VfsContract {
        @Override
        public Vfs create() {
            return new UnionVfs(new MemoryVfs(), new MemoryVfs());
        }

        @Override
        public Vfs createSample() throws IOException {
            return new UnionVfs(new MemoryVfs(), new ReadOnlyVfs(sample()));
        }

        @Override
        public Set<Feature> features() {
            return UnionVfsTest.features();
        }
    }

    private final MemoryVfs upper = new MemoryVfs();
    private final MemoryVfs lower;
    private final UnionVfs union;
    private final VfsUser user;
    private final Writable changes;

    UnionVfsTest() throws IOException {
        lower = sample();
        union = new UnionVfs(upper, new ReadOnlyVfs(lower));
        user = new VfsUser(union, Caller.ROOT);
        changes = Objects.requireNonNull(union.capability(Writable.class));
    }

    private static String text(Vfs vfs, FileId file) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(1000);
        vfs.read(file, 0, data, Caller.ROOT);
        return new String(data.array(), 0, data.position(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static boolean has(Vfs vfs, String name) throws IOException {
        try {
            vfs.lookup(vfs.root(), Name.of(name), Caller.ROOT);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aFileKeepsItsIdentityAndAttributesWhenItIsCopied() throws IOException {
        FileId file = user.walk("folder/inner");
        Attributes before = union.attributes(file);
        Attributes folder = union.attributes(user.walk("folder"));
        changes.setAttributes(file, SetAttributes.mode(0604), Caller.ROOT);
        Attributes after = union.attributes(user.walk("folder/inner"));
        assertThat(user.walk("folder/inner")).isEqualTo(file);
        assertThat(after.fileId()).isEqualTo(before.fileId());
        assertThat(after.mode()).isEqualTo(0604);
        assertThat(after.modified()).isEqualTo(before.modified());
        assertThat(union.attributes(user.walk("folder")).modified()).isEqualTo(folder.modified());
        assertThat(text(union, file)).isEqualTo("inside");
    }

    @Test
    void theLowerLayerNeverChanges() throws IOException {
        VfsUser below = new VfsUser(lower, Caller.ROOT);
        FileId file = user.walk("hello");
        changes.write(file, 0, ByteBuffer.wrap(new byte[] {'J'}), Caller.ROOT);
        changes.remove(union.root(), Name.of("empty"), Caller.ROOT);
        assertThat(text(union, file)).isEqualTo("Jello, quay!\n");
        assertThat(text(lower, below.walk("hello"))).isEqualTo("Hello, quay!\n");
        assertThat(has(union, "empty")).isFalse();
        assertThat(has(lower, "empty")).isTrue();
    }

    @Test
    void whatIsRemovedAndMadeAgainIsNewAndEmpty() throws IOException {
        FileId inner = user.walk("folder/inner");
        FileId folder = user.walk("folder");
        changes.remove(folder, Name.of("inner"), Caller.ROOT);
        for (String name : new String[] {"größe 尺寸"}) {
            changes.remove(folder, Name.of(name), Caller.ROOT);
        }
        FileId deeper = user.walk("folder/deeper");
        changes.remove(deeper, Name.of("leaf"), Caller.ROOT);
        changes.removeDirectory(folder, Name.of("deeper"), Caller.ROOT);
        changes.removeDirectory(union.root(), Name.of("folder"), Caller.ROOT);
        FileId again = changes.create(
                        union.root(), Name.of("folder"), new NewObject.Directory(SetAttributes.mode(0755)), Caller.ROOT)
                .id();
        assertThat(user.names(again)).isEmpty();
        assertThat(again).isNotEqualTo(folder);
        assertThatThrownBy(() -> union.attributes(inner)).isInstanceOf(VfsException.class);
    }

    @Test
    void aFileOfTheLowerLayerCanBeRenamedOverAnother() throws IOException {
        FileId hello = user.walk("hello");
        changes.rename(union.root(), Name.of("hello"), union.root(), Name.of("large"), Caller.ROOT);
        assertThat(user.walk("large")).isEqualTo(hello);
        assertThat(text(union, hello)).isEqualTo("Hello, quay!\n");
        assertThat(has(union, "hello")).isFalse();
    }

    @Test
    void aFolderWithAPartInTheLowerLayerCannotBeRenamed() {
        assertThatThrownBy(() ->
                        changes.rename(union.root(), Name.of("folder"), union.root(), Name.of("other"), Caller.ROOT))
                .hasMessageContaining("XDEV");
    }

    @Test
    void aNewFolderInThePlaceOfARemovedOneShowsNothingOfIt() throws IOException {
        changes.removeDirectory(union.root(), Name.of("hollow"), Caller.ROOT);
        changes.create(union.root(), Name.of("fresh"), new NewObject.Directory(SetAttributes.mode(0755)), Caller.ROOT);
        changes.rename(union.root(), Name.of("fresh"), union.root(), Name.of("hollow"), Caller.ROOT);
        assertThat(user.names(user.walk("hollow"))).isEmpty();
        assertThat(has(union, "fresh")).isFalse();
    }

    @Test
    void marksAreSeenByNobodyAndCannotBeMade() throws IOException {
        changes.remove(union.root(), Name.of("hello"), Caller.ROOT);
        assertThat(has(upper, ".wh.hello")).isTrue();
        assertThat(has(union, ".wh.hello")).isFalse();
        assertThat(user.names(union.root())).noneMatch(name -> name.startsWith(".wh."));
        assertThatThrownBy(() -> changes.create(
                        union.root(),
                        Name.of(".wh.large"),
                        new NewObject.RegularFile(SetAttributes.mode(0644)),
                        Caller.ROOT))
                .hasMessageContaining("ACCES");
    }

    @Test
    void whoMayNotWriteCausesNoCopy() throws IOException {
        FileId file = user.walk("hello");
        Caller stranger = new Caller(500, 500);
        assertThatThrownBy(() -> changes.write(file, 0, ByteBuffer.allocate(1), stranger))
                .hasMessageContaining("ACCES");
        assertThatThrownBy(() -> changes.remove(union.root(), Name.of("hello"), stranger))
                .hasMessageContaining("ACCES");
        assertThat(has(upper, "hello")).isFalse();
    }

    @Test
    void itSaysWhatItCannotDo() {
        assertThat(union.capability(HardLinks.class)).isNull();
        assertThatThrownBy(() -> new UnionVfs(new ReadOnlyVfs(upper), lower))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
