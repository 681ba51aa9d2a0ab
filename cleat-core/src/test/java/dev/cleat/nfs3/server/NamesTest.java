package dev.cleat.nfs3.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.MkNod;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.SymLink;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What happens to names, as a client sees it. */
class NamesTest extends ServedFiles {
    @Test
    void lookupFindsDotsAtTheTop() throws IOException {
        assertThat(lookup(root, ".")).isEqualTo(root);
        assertThat(lookup(root, "..")).isEqualTo(root);
        Opaque folder = mkDir(root, "d");
        assertThat(lookup(folder, "..")).isEqualTo(root);
        assertThat(lookup(folder, ".")).isEqualTo(folder);
    }

    @Test
    void lookupOfWhatIsNotThereTellsOfTheFolder() throws IOException {
        Lookup.Result result = client.call(new Lookup(root, Name.of("none")));
        assertThat(result).isEqualTo(new Lookup.Failed(Status.NOENT, attributes(root)));
    }

    @Test
    void namesThatAreNoneAreRefused() throws IOException {
        assertThat(lookupStatus("")).isEqualTo(Status.INVAL);
        assertThat(lookupStatus("a/b")).isEqualTo(Status.INVAL);
        assertThat(lookupStatus("a\0b")).isEqualTo(Status.INVAL);
        assertThat(lookupStatus("x".repeat(256))).isEqualTo(Status.NAMETOOLONG);
        assertThat(lookupStatus("x".repeat(60_000))).isEqualTo(Status.NAMETOOLONG);
    }

    @Test
    void dotsCanBeNeitherMadeNorRemovedNorRenamed() throws IOException {
        create("a");
        for (String dots : new String[] {".", ".."}) {
            Name name = Name.of(dots);
            assertThat(status(client.call(new MkDir(root, name, SetAttributes.NONE))))
                    .isEqualTo(Status.EXIST);
            assertThat(status(client.call(new Create(root, name, new Create.Guarded(MODE_0644)))))
                    .isEqualTo(Status.EXIST);
            assertThat(status(client.call(new Remove(root, name)))).isEqualTo(Status.INVAL);
            assertThat(status(client.call(new RmDir(root, name)))).isEqualTo(Status.INVAL);
            assertThat(client.call(new Rename(root, name, root, Name.of("b")))).isInstanceOf(Rename.Failed.class);
            assertThat(client.call(new Rename(root, Name.of("a"), root, name))).isInstanceOf(Rename.Failed.class);
        }
    }

    @Test
    void guardedCreateOfWhatExistsFails() throws IOException {
        Opaque file = create("a");
        ok(write(file, 0, "keep", Stability.UNSTABLE));
        Created second = client.call(new Create(root, Name.of("a"), new Create.Guarded(MODE_0644)));
        assertThat(status(second)).isEqualTo(Status.EXIST);
        assertThat(attributes(file).size()).isEqualTo(4);
    }

    @Test
    void uncheckedCreateOfAFileChangesItsSizeAlone() throws IOException {
        Opaque file = create("a");
        ok(write(file, 0, "12345678", Stability.UNSTABLE));
        Attributes before = attributes(file);

        Created again = client.call(new Create(root, Name.of("a"), new Create.Unchecked(SetAttributes.mode(0777))));
        assertThat(((Created.Ok) again).object()).isEqualTo(file);
        assertThat(attributes(file)).isEqualTo(before);

        client.call(new Create(root, Name.of("a"), new Create.Unchecked(SetAttributes.size(0))));
        assertThat(attributes(file).size()).isZero();
        assertThat(attributes(file).mode()).isEqualTo(0644);
    }

    @Test
    void uncheckedCreateOverAFolderOrLinkIsRefused() throws IOException {
        mkDir(root, "d");
        client.call(new SymLink(root, Name.of("l"), SetAttributes.NONE, Name.of("elsewhere")));
        for (String name : new String[] {"d", "l"}) {
            Created result = client.call(new Create(root, Name.of(name), new Create.Unchecked(MODE_0644)));
            assertThat(status(result)).isEqualTo(Status.EXIST);
        }
    }

    @Test
    void exclusiveCreateRepeatedFindsItsFile() throws IOException {
        Create first = new Create(root, Name.of("a"), new Create.Exclusive(0xFEDC_BA98_7654_3210L));
        Created.Ok made = (Created.Ok) client.call(first);
        Created again = client.call(first);
        assertThat(((Created.Ok) again).object()).isEqualTo(made.object());

        Created other = client.call(new Create(root, Name.of("a"), new Create.Exclusive(42)));
        assertThat(status(other)).isEqualTo(Status.EXIST);
    }

    @Test
    void exclusiveCreateIsForgottenAfterSetAttr() throws IOException {
        Create create = new Create(root, Name.of("a"), new Create.Exclusive(7));
        Opaque file = ((Created.Ok) client.call(create)).object();
        SetAttributes now = SetAttributes.times(new SetAttributes.ServerTime(), new SetAttributes.ServerTime());
        client.call(new SetAttr(Objects.requireNonNull(file), now, null));

        assertThat(status(client.call(create))).isEqualTo(Status.EXIST);
    }

    @Test
    void symbolicLinksAreKeptVerbatim() throws IOException {
        Name target = Name.of("../../etc/\u00fc passwd");
        Created.Ok made = (Created.Ok) client.call(new SymLink(root, Name.of("l"), SetAttributes.NONE, target));
        ReadLink.Result read = client.call(new ReadLink(Objects.requireNonNull(made.object())));
        assertThat(((ReadLink.Ok) read).target()).isEqualTo(target);
    }

    @Test
    void specialFilesAreMadeAndOthersAreNot() throws IOException {
        Created.Ok fifo =
                (Created.Ok) client.call(new MkNod(root, Name.of("f"), new MkNod.Fifo(SetAttributes.mode(0600))));
        assertThat(fifo.attributes()).isNotNull().extracting(Attributes::type).isEqualTo(FileType.FIFO);
        Created.Ok device = (Created.Ok) client.call(
                new MkNod(root, Name.of("d"), new MkNod.CharacterDevice(SetAttributes.NONE, new Device(1, 3))));
        assertThat(device.attributes())
                .isNotNull()
                .extracting(Attributes::device)
                .isEqualTo(new Device(1, 3));

        Created regular = client.call(new MkNod(root, Name.of("r"), new MkNod.Other(FileType.REGULAR)));
        assertThat(status(regular)).isEqualTo(Status.BADTYPE);
    }

    @Test
    void renameKeepsTheHandle() throws IOException {
        Opaque file = create("a");
        Opaque folder = mkDir(root, "d");
        assertThat(client.call(new Rename(root, Name.of("a"), folder, Name.of("b"))))
                .isInstanceOf(Rename.Ok.class);
        assertThat(lookup(folder, "b")).isEqualTo(file);
        assertThat(lookupStatus("a")).isEqualTo(Status.NOENT);
    }

    @Test
    void aFolderCannotGoIntoItself() throws IOException {
        Opaque folder = mkDir(root, "d");
        Rename.Result result = client.call(new Rename(root, Name.of("d"), folder, Name.of("e")));
        assertThat(((Rename.Failed) result).status()).isEqualTo(Status.INVAL);
    }

    @Test
    void aLinkIsTheSameObject() throws IOException {
        Opaque file = create("a");
        Link.Result linked = client.call(new Link(file, root, Name.of("b")));
        assertThat(((Link.Ok) linked).file())
                .isNotNull()
                .extracting(Attributes::links)
                .isEqualTo(2);
        assertThat(lookup(root, "b")).isEqualTo(file);
    }

    @Test
    void aRemovedFileIsStale() throws IOException {
        Opaque file = create("a");
        Changed removed = client.call(new Remove(root, Name.of("a")));
        assertThat(((Changed.Ok) removed).object().before()).isNotNull();
        assertThat(client.call(new GetAttr(file))).isEqualTo(new GetAttr.Failed(Status.STALE));
        create("a");
        assertThat(client.call(new GetAttr(file))).isEqualTo(new GetAttr.Failed(Status.STALE));
    }

    @Test
    void removeAndRmDirKnowTheirOwnKind() throws IOException {
        create("f");
        mkDir(mkDir(root, "d"), "inner");
        assertThat(status(client.call(new Remove(root, Name.of("d"))))).isEqualTo(Status.ISDIR);
        assertThat(status(client.call(new RmDir(root, Name.of("f"))))).isEqualTo(Status.NOTDIR);
        assertThat(status(client.call(new RmDir(root, Name.of("d"))))).isEqualTo(Status.NOTEMPTY);
    }
}
