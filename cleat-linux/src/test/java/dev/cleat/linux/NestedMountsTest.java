package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of more than one volume. */
class NestedMountsTest {
    @TempDir
    Path folder;

    private final Mounts mounts = new Mounts();
    private LinuxVfs vfs;
    private VfsUser user;

    @BeforeEach
    void mountAndOpen() throws Exception {
        mounts.tmpfs(folder.resolve("disk"));
        Files.writeString(folder.resolve("disk/inside"), "inside");
        Files.writeString(folder.resolve("outside"), "outside");
        open(LinuxOptions.DEFAULT);
    }

    @AfterEach
    void closeAndUnmount() throws IOException {
        if (vfs != null) {
            vfs.close();
        }
        mounts.close();
    }

    private void open(LinuxOptions options) throws IOException {
        vfs = LinuxVfs.open(folder, options);
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @Test
    void lookupCrossesIntoAVolumeOfItsOwn() throws IOException {
        FileId inside = user.walk("disk/inside");
        assertThat(user.text(inside)).isEqualTo("inside");
        assertThat(vfs.attributes(inside).fsid())
                .isEqualTo(vfs.attributes(user.walk("disk")).fsid())
                .isNotEqualTo(vfs.attributes(vfs.root()).fsid());
    }

    @Test
    void parentLeadsOutOfTheVolumeAgain() throws IOException {
        assertThat(user.lookup(user.walk("disk"), Name.PARENT).id()).isEqualTo(vfs.root());
    }

    @Test
    void renameAndLinkStayOnTheirVolume() throws IOException {
        FileId disk = user.walk("disk");
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> user.rename(vfs.root(), "outside", disk, "moved"))
                .matches(e -> e.error() == VfsError.XDEV);
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> user.link(user.walk("outside"), disk, "linked"))
                .matches(e -> e.error() == VfsError.XDEV);
    }

    @Test
    void listingShowsTheMountPointWithoutItsNode() throws IOException {
        assertThat(user.list(vfs.root(), 0, 10))
                .filteredOn(listed -> listed.name().equals(Name.of("disk")))
                .singleElement()
                .satisfies(listed -> assertThat(listed.node()).isNull());
    }

    @Test
    void identitiesOnANestedVolumeOutliveARestart() throws IOException {
        FileId inside = user.walk("disk/inside");
        vfs.close();
        open(LinuxOptions.DEFAULT);
        assertThat(user.text(inside)).isEqualTo("inside");
    }

    @Test
    void aVolumeCanBeLeftAlone() throws IOException {
        vfs.close();
        open(LinuxOptions.DEFAULT.withCrossMounts(false));
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> user.walk("disk"))
                .matches(e -> e.error() == VfsError.ACCES);
    }

    @Test
    void theSameFolderMountedTwiceIsTwoVolumes() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("file"), "twice");
        mounts.bind(source, folder.resolve("one"));
        mounts.bind(source, folder.resolve("two"));
        FileId one = user.walk("one/file");
        FileId two = user.walk("two/file");
        assertThat(user.text(one)).isEqualTo("twice");
        assertThat(vfs.attributes(one).fsid()).isNotEqualTo(vfs.attributes(two).fsid());
        assertThat(user.lookup(user.walk("two"), Name.PARENT).id()).isEqualTo(vfs.root());
    }

    @Test
    void anIdleVolumeCanBeUnmounted() throws Exception {
        user.text(user.walk("disk/inside"));
        Path disk = folder.resolve("disk");
        await().atMost(Duration.ofSeconds(20)).until(() -> Host.succeeds("umount", disk.toString()));
        assertThat(user.names(user.walk("disk"))).isEmpty();
    }
}
