package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.decorate.MappedNamesVfs;
import dev.cleat.vfs.decorate.NameMapping;
import dev.cleat.vfs.decorate.NormalizedNames;
import dev.cleat.vfs.decorate.WindowsNames;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.text.Normalizer.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as clients see them and as the host has them. */
class MappedNamesTest extends Contract {
    private static final String COMPOSED = "\u00fcber";
    private static final String DECOMPOSED = "u\u0308ber";

    private final MemoryVfs below = new MemoryVfs();
    private final VfsUser host = new VfsUser(below, dev.cleat.vfs.Caller.ROOT);

    @Override
    protected VfsFixture fixture() {
        return new VfsFixture() {
            @Override
            public Vfs create() {
                return new MappedNamesVfs(below, new WindowsNames());
            }
        };
    }

    private VfsUser client(NameMapping mapping) {
        return new VfsUser(new MappedNamesVfs(below, mapping), host.caller());
    }

    @Test
    void everyOperationMapsItsNames() throws IOException {
        FileId folder = user.directory(root, "con").id();
        FileId file = user.file(folder, "a:b").id();
        user.link(file, root, "x.");
        user.symbolicLink(root, "y ", "to:");
        assertThat(host.names(root)).containsExactly("\uF063on", "x\uF02E", "y\uF020");
        assertThat(host.names(folder)).containsExactly("a\uF03Ab");
        assertThat(user.names(root)).containsExactly("con", "x.", "y ");
        assertThat(user.walk("con/a:b")).isEqualTo(file);
        assertThat(user.lookup(folder, Name.PARENT).id()).isEqualTo(root);
        assertThat(user.readLink(user.walk("y "))).isEqualTo(Name.of("to:"));
        user.rename(folder, "a:b", root, "nul");
        assertThat(host.names(root)).contains("\uF06Eul");
        user.removeDirectory(root, "con");
        for (String name : new String[] {"x.", "y ", "nul"}) {
            user.remove(root, name);
        }
        assertThat(host.names(root)).isEmpty();
    }

    @Test
    void whatTheHostForbidsIsNeverAskedOfIt() throws IOException {
        host.file(root, "a:stream");
        assertFails(() -> user.lookup(root, "a:stream"), VfsError.NOENT);
        assertFails(() -> user.remove(root, "a:stream"), VfsError.NOENT);
        assertThat(user.names(root)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uF041", "x\uF02Fy", "\uF000", "\uF02E", ".\uF02E", "\uF0C3\uF0BC"})
    void namesThatNoClientWouldHaveMadeAreShownAsTheyAre(String name) throws IOException {
        FileId file = host.file(root, name).id();
        assertThat(user.names(root)).containsExactly(name);
        assertThat(user.walk(name)).isEqualTo(file);
        user.rename(root, name, root, "plain");
        assertThat(host.names(root)).containsExactly("plain");
    }

    @Test
    void bothFormsFindOneEntry() throws IOException {
        VfsUser client = client(NormalizedNames.NFC);
        FileId file = client.file(root, DECOMPOSED).id();
        assertThat(host.names(root)).containsExactly(COMPOSED);
        assertThat(client.names(root)).containsExactly(COMPOSED);
        assertThat(client.walk(COMPOSED)).isEqualTo(file);
        assertThat(client.walk(DECOMPOSED)).isEqualTo(file);
        assertFails(() -> client.file(root, COMPOSED), VfsError.EXIST);
        client.rename(root, DECOMPOSED, root, "plain");
        assertThat(host.names(root)).containsExactly("plain");
    }

    @Test
    void clientsMaySeeAnotherFormThanTheHostKeeps() throws IOException {
        VfsUser client = client(new NormalizedNames(Form.NFC, Form.NFD));
        FileId file = client.file(root, COMPOSED).id();
        assertThat(host.names(root)).containsExactly(COMPOSED);
        assertThat(client.names(root)).containsExactly(DECOMPOSED);
        assertThat(client.walk(DECOMPOSED)).isEqualTo(file);
    }

    @Test
    void anEntryInTheOtherFormIsFoundAndRemoved() throws IOException {
        VfsUser client = client(NormalizedNames.NFC);
        FileId file = host.file(root, DECOMPOSED).id();
        assertThat(client.names(root)).containsExactly(COMPOSED);
        assertThat(client.walk(COMPOSED)).isEqualTo(file);
        assertThat(client.walk(DECOMPOSED)).isEqualTo(file);
        assertFails(() -> client.file(root, COMPOSED), VfsError.EXIST);
        client.rename(root, COMPOSED, root, COMPOSED);
        assertThat(client.walk(COMPOSED)).isEqualTo(file);
        client.remove(root, COMPOSED);
        assertThat(host.names(root)).isEmpty();
    }

    @Test
    void twoEntriesThatDifferInFormAreBothReached() throws IOException {
        VfsUser client = client(NormalizedNames.NFC);
        FileId composed = host.file(root, COMPOSED).id();
        FileId decomposed = host.file(root, DECOMPOSED).id();
        assertThat(client.names(root)).containsExactly(COMPOSED, DECOMPOSED);
        assertThat(client.walk(COMPOSED)).isEqualTo(composed);
        assertThat(client.walk(DECOMPOSED)).isEqualTo(decomposed);
    }

    @Test
    void noNameIsListedTwice() throws IOException {
        VfsUser client = client(new NormalizedNames(Form.NFC, Form.NFD));
        FileId composed = host.file(root, COMPOSED).id();
        host.file(root, DECOMPOSED);
        assertThat(client.names(root)).containsExactly(DECOMPOSED);
        assertThat(client.walk(DECOMPOSED)).isEqualTo(composed);
    }
}
