package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners and modes on a host that has neither. */
class KeptAttributesTest {
    private static final Caller ANNA = new Caller(1000, 100);
    private static final Caller BERT = new Caller(1001, 101);

    private Path served;
    private IdMap ids;
    private NioVfs vfs;
    private VfsUser root;
    private VfsUser anna;
    private VfsUser bert;

    @BeforeEach
    void serve() throws IOException {
        Configuration windows = Configuration.windows().toBuilder()
                .setAttributeViews("basic", "dos")
                .build();
        served = Files.createDirectory(Jimfs.newFileSystem(windows).getPath("C:\\served"));
        open(new InMemoryIdMap());
    }

    private void open(IdMap map) throws IOException {
        ids = map;
        vfs = NioVfs.of(served, ids);
        root = new VfsUser(vfs, Caller.ROOT);
        anna = root.as(ANNA);
        bert = root.as(BERT);
    }

    @AfterEach
    void close() throws IOException {
        vfs.close();
    }

    @Test
    void whatOneClientMakesAnotherCannotWrite() throws IOException {
        FileId file = anna.file(vfs.root(), "file", "hers").id();
        Attributes made = anna.attributes(file);
        assertThat(made.uid()).isEqualTo(1000);
        assertThat(made.gid()).isEqualTo(100);
        assertThat(made.mode()).isEqualTo(0644);
        assertThat(errorOf(() -> bert.write(file, 0, "his"))).isEqualTo(VfsError.ACCES);
        assertThat(bert.text(file)).isEqualTo("hers");
        anna.set(file, SetAttributes.mode(0600));
        assertThat(errorOf(() -> bert.text(file))).isEqualTo(VfsError.ACCES);
    }

    @Test
    void whatTheHostMakesBelongsToWhoeverChangesItFirst() throws IOException {
        Files.writeString(served.resolve("host"), "text");
        FileId file = anna.walk("host");
        assertThat(anna.attributes(file).mode()).isEqualTo(0777);
        bert.write(file, 0, "TEXT");
        anna.set(file, SetAttributes.mode(0640));
        assertThat(anna.attributes(file).mode()).isEqualTo(0640);
        assertThat(anna.attributes(file).uid()).isEqualTo(1000);
        assertThat(errorOf(() -> bert.set(file, SetAttributes.mode(0666)))).isEqualTo(VfsError.PERM);
        assertThat(errorOf(() -> bert.text(file))).isEqualTo(VfsError.ACCES);
    }

    @Test
    void nobodyGivesAwayWhatIsNobodys() throws IOException {
        Files.writeString(served.resolve("host"), "text");
        FileId file = anna.walk("host");
        assertThat(errorOf(() -> anna.set(file, SetAttributes.owner(1001, null))))
                .isEqualTo(VfsError.PERM);
        root.set(file, SetAttributes.owner(1001, 101));
        assertThat(bert.attributes(file).uid()).isEqualTo(1001);
    }

    @Test
    void aRenameOnTheWayKeepsThem() throws IOException {
        FileId folder = anna.directory(vfs.root(), "folder", 0750).id();
        FileId file = anna.file(folder, "file", 0600).id();
        anna.rename(vfs.root(), "folder", vfs.root(), "FOLDER");
        anna.rename(folder, "file", vfs.root(), "moved");
        assertThat(anna.attributes(anna.walk("moved"))).isEqualTo(anna.attributes(file));
        assertThat(anna.attributes(file).mode()).isEqualTo(0600);
        assertThat(anna.attributes(anna.walk("folder")).mode()).isEqualTo(0750);
    }

    @Test
    void theyGoWithTheObject() throws IOException {
        FileId file = anna.file(vfs.root(), "file", 0600).id();
        anna.remove(vfs.root(), "file");
        assertThat(ids.places(file)).isEmpty();
        Files.writeString(served.resolve("file"), "another");
        assertThat(bert.attributes(bert.walk("file")).mode()).isEqualTo(0777);
    }

    @Test
    void theyGoWithAnObjectThatIsReplaced() throws IOException {
        FileId replaced = anna.file(vfs.root(), "replaced", 0600).id();
        FileId file = anna.file(vfs.root(), "file", 0640).id();
        anna.rename(vfs.root(), "file", vfs.root(), "replaced");
        assertThat(ids.places(replaced)).isEmpty();
        assertThat(anna.attributes(file).mode()).isEqualTo(0640);
    }

    @Test
    void theyGoWithWhatTheHostReplaces() throws IOException {
        FileId file = anna.file(vfs.root(), "name", 0600).id();
        Files.delete(served.resolve("name"));
        Files.createDirectory(served.resolve("name"));
        assertThat(bert.attributes(bert.walk("name")).mode()).isEqualTo(0777);
        assertThat(ids.places(file)).isEmpty();
    }

    @Test
    void theyAreThoseOfAllNames() throws IOException {
        FileId file = anna.file(vfs.root(), "first", 0600).id();
        anna.link(file, vfs.root(), "second");
        assertThat(anna.attributes(file).links()).isEqualTo(2);
        anna.remove(vfs.root(), "first");
        assertThat(anna.attributes(anna.walk("second")).mode()).isEqualTo(0600);
        assertThat(anna.attributes(file).links()).isEqualTo(1);
    }

    @Test
    void manyChangesTakeNoMoreRoomThanOne() throws IOException {
        FileId file = anna.file(vfs.root(), "file", 0600).id();
        int places = ids.places(file).size();
        for (int mode = 0; mode <= 07777; mode += 7) {
            root.set(file, SetAttributes.mode(mode));
        }
        assertThat(ids.places(file)).hasSize(places);
    }

    /** The journal of a process that was killed is what the next one finds. */
    @Test
    void theyOutliveAProcessThatIsKilled(@TempDir Path state) throws IOException {
        vfs.close();
        Path first = Files.createDirectory(state.resolve("first"));
        Path second = Files.createDirectory(state.resolve("second"));
        open(JournalIdMap.open(first));
        FileId file = anna.file(vfs.root(), "file", 0600).id();
        root.set(file, SetAttributes.owner(1001, 101));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(first)) {
            for (Path part : files) {
                Files.copy(part, second.resolve(part.getFileName()));
            }
        }
        vfs.close();
        open(JournalIdMap.open(second));
        assertThat(bert.attributes(file).mode()).isEqualTo(0600);
        assertThat(bert.attributes(file).uid()).isEqualTo(1001);
        assertThat(errorOf(() -> anna.text(file))).isEqualTo(VfsError.ACCES);
    }

    @Test
    void aProtectedFileIsSeenSoAndWritableAgainByItsMode() throws IOException {
        Path path = Files.writeString(served.resolve("protected"), "text");
        Files.setAttribute(path, "dos:readonly", true);
        FileId file = anna.walk("protected");
        assertThat(anna.attributes(file).mode()).isEqualTo(0555);
        assertThat(errorOf(() -> bert.write(file, 0, "TEXT"))).isEqualTo(VfsError.ACCES);
        anna.set(file, SetAttributes.mode(0644));
        assertThat(anna.attributes(file).mode()).isEqualTo(0644);
        assertThat(Files.getAttribute(path, "dos:readonly")).isEqualTo(false);
    }

    @Test
    void aProtectionByTheHostDoesNotChangeWhatIsKept() throws IOException {
        FileId file = anna.file(vfs.root(), "file", 0664).id();
        Files.setAttribute(served.resolve("file"), "dos:readonly", true);
        assertThat(anna.attributes(file).mode()).isEqualTo(0444);
        root.set(file, SetAttributes.owner(1001, null));
        Files.setAttribute(served.resolve("file"), "dos:readonly", false);
        assertThat(anna.attributes(file).mode()).isEqualTo(0664);
    }

    private static VfsError errorOf(ThrowingCallable call) {
        return VfsException.errorOf((IOException) catchThrowable(call));
    }
}
