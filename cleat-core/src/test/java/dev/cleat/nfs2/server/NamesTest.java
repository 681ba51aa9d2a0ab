package dev.cleat.nfs2.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.ExportOptions;
import dev.cleat.nfs2.AttrStat;
import dev.cleat.nfs2.Create;
import dev.cleat.nfs2.DirOpRes;
import dev.cleat.nfs2.Fattr;
import dev.cleat.nfs2.Ftype;
import dev.cleat.nfs2.GetAttr;
import dev.cleat.nfs2.Link;
import dev.cleat.nfs2.Lookup;
import dev.cleat.nfs2.MkDir;
import dev.cleat.nfs2.Remove;
import dev.cleat.nfs2.Rename;
import dev.cleat.nfs2.RmDir;
import dev.cleat.nfs2.Sattr;
import dev.cleat.nfs2.Status;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What can be done to names, as a client sees it. */
class NamesTest extends ServedFolder {
    @Test
    void createOfAnExistingFileChangesNothingButItsSize() throws IOException {
        Opaque file = create("a", 0600);
        ok(write(file, 0, "hello"));
        assertThat(create("a", 0666)).isEqualTo(file);
        assertThat(attributes(file).mode()).isEqualTo(0100600);
        assertThat(attributes(file).size()).isEqualTo(5);
        assertThat(made("a", sized(0)).size()).isZero();
    }

    @Test
    void createMakesDevices() throws IOException {
        Fattr character = made("c", moded(0020600, 0x0501));
        assertThat(character.type()).isEqualTo(Ftype.CHR);
        assertThat(character.mode()).isEqualTo(0020600);
        assertThat(character.rdev()).isEqualTo(0x0501);
        Fattr block = made("b", moded(0060600, 0x0810));
        assertThat(block.type()).isEqualTo(Ftype.BLK);
        assertThat(block.mode()).isEqualTo(0060600);
        assertThat(block.rdev()).isEqualTo(0x0810);
    }

    @Test
    void createMakesFifosOfCharacterDevicesWithoutANumber() throws IOException {
        Fattr fifo = made("p", moded(0020600, -1));
        assertThat(fifo.type()).isEqualTo(Ftype.CHR);
        assertThat(fifo.mode()).isEqualTo(0010600);
        assertThat(fifo.rdev()).isEqualTo(-1);
    }

    @Test
    void createMakesSockets() throws IOException {
        Fattr socket = made("s", moded(0140600, -1));
        assertThat(socket.type()).isEqualTo(Ftype.SOCK);
        assertThat(socket.mode()).isEqualTo(0140600);
    }

    @Test
    void createMakesNoDirectories() throws IOException {
        assertThat(client.call(new Create(root, Name.of("d"), moded(0040755, -1))))
                .isEqualTo(new DirOpRes.Failed(Status.IO));
        assertThat(client.call(new Lookup(root, Name.of("d")))).isEqualTo(new DirOpRes.Failed(Status.NOENT));
    }

    @Test
    void namesAreMadeMovedAndRemoved() throws IOException {
        Opaque file = create("a", 0644);
        Opaque directory =
                ok(client.call(new MkDir(root, Name.of("d"), Sattr.NONE))).file();
        assertThat(client.call(new Link(file, directory, Name.of("b")))).isEqualTo(Status.OK);
        assertThat(attributes(file).links()).isEqualTo(2);
        assertThat(client.call(new RmDir(root, Name.of("d")))).isEqualTo(Status.NOTEMPTY);
        assertThat(client.call(new Rename(directory, Name.of("b"), root, Name.of("c"))))
                .isEqualTo(Status.OK);
        assertThat(lookup("c").file()).isEqualTo(file);
        assertThat(client.call(new RmDir(root, Name.of("d")))).isEqualTo(Status.OK);
        assertThat(client.call(new Remove(root, Name.of("a")))).isEqualTo(Status.OK);
        assertThat(client.call(new Remove(root, Name.of("c")))).isEqualTo(Status.OK);
        assertThat(client.call(new GetAttr(file))).isEqualTo(new AttrStat.Failed(Status.STALE));
    }

    @Test
    void mkDirTakesNoSize() throws IOException {
        DirOpRes made = client.call(new MkDir(root, Name.of("d"), sized(4096)));
        assertThat(ok(made).attributes().type()).isEqualTo(Ftype.DIR);
    }

    @Test
    void dotsAreFoundAndCanBeNothingElse() throws IOException {
        assertThat(lookup(".").file()).isEqualTo(root);
        assertThat(lookup("..").file()).isEqualTo(root);
        assertThat(client.call(new MkDir(root, Name.SELF, Sattr.NONE))).isEqualTo(new DirOpRes.Failed(Status.EXIST));
        assertThat(client.call(new RmDir(root, Name.PARENT))).isEqualTo(Status.IO);
    }

    @Test
    void readOnlyExportsSaySo() throws IOException {
        server.export("fixed", vfs, ExportOptions.DEFAULT.withReadOnly(true));
        Opaque fixed = client.root("fixed");
        assertThat(client.call(new Remove(fixed, Name.of("a")))).isEqualTo(Status.ROFS);
        assertThat(client.call(new Create(fixed, Name.of("a"), Sattr.NONE)))
                .isEqualTo(new DirOpRes.Failed(Status.ROFS));
    }

    @Test
    void exportsAreFoundInTheirListing() throws IOException {
        server.export("more", new MemoryVfs(), ExportOptions.DEFAULT);
        DirOpRes found = client.call(new Lookup(client.root(null), Name.of("more")));
        assertThat(ok(found).file()).isEqualTo(client.root("more"));
        assertThat(ok(found).attributes().type()).isEqualTo(Ftype.DIR);
    }

    private Fattr made(String name, Sattr attributes) throws IOException {
        Fattr answered =
                ok(client.call(new Create(root, Name.of(name), attributes))).attributes();
        assertThat(lookup(name).attributes()).isEqualTo(answered);
        return answered;
    }
}
