package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.client.NfsClient;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.SymLink;
import dev.cleat.nfs3.Write;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** In NFS version 3. */
final class Nfs3Session extends Session {
    private static final int PAGE = 32 << 10;

    Nfs3Session(NfsClient client) {
        super(client);
    }

    @Override
    List<Entry> list(Opaque folder) throws IOException {
        List<Entry> found = new ArrayList<>();
        long cookie = 0;
        long verifier = 0;
        boolean eof = false;
        while (!eof) {
            ReadDirPlus.Ok page = (ReadDirPlus.Ok) call(new ReadDirPlus(folder, cookie, verifier, PAGE, PAGE));
            for (ReadDirPlus.Entry entry : page.entries()) {
                Attributes told = entry.attributes();
                Attributes attributes = told != null
                        ? told
                        : attributes(find(folder, entry.name().toString()));
                found.add(new Entry(
                        entry.name().toString(), attributes.type().name(), attributes.mode(), attributes.size()));
                cookie = entry.cookie();
            }
            verifier = page.verifier();
            eof = page.eof();
        }
        found.removeIf(entry -> Name.of(entry.name()).isDots());
        return found;
    }

    @Override
    Opaque find(Opaque folder, String name) throws IOException {
        return ((Lookup.Ok) call(new Lookup(folder, Name.of(name)))).object();
    }

    @Override
    Opaque create(Opaque folder, String name, int mode) throws IOException {
        return object(call(new Create(folder, Name.of(name), new Create.Guarded(SetAttributes.mode(mode)))));
    }

    @Override
    Opaque makeFolder(Opaque folder, String name) throws IOException {
        return object(call(new MkDir(folder, Name.of(name), SetAttributes.mode(0755))));
    }

    private static Opaque object(Created made) {
        return Objects.requireNonNull(((Created.Ok) made).object());
    }

    @Override
    void write(Opaque file, byte[] contents) throws IOException {
        int most = ((FsInfo.Ok) call(new FsInfo(file))).writeMax();
        for (int at = 0; at < contents.length; at += most) {
            ByteBuffer part = ByteBuffer.wrap(contents, at, Math.min(most, contents.length - at));
            assertThat(call(new Write(file, at, Stability.UNSTABLE, part))).isInstanceOf(Write.Ok.class);
        }
        assertThat(call(new Commit(file, 0, 0))).isInstanceOf(Commit.Ok.class);
    }

    @Override
    byte[] read(Opaque file) throws IOException {
        int most = ((FsInfo.Ok) call(new FsInfo(file))).readMax();
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        boolean eof = false;
        while (!eof) {
            Read.Ok part = (Read.Ok) call(new Read(file, contents.size(), most));
            byte[] bytes = new byte[part.data().remaining()];
            part.data().get(bytes);
            contents.writeBytes(bytes);
            eof = part.eof();
        }
        return contents.toByteArray();
    }

    @Override
    void changeMode(Opaque object, int mode) throws IOException {
        done(call(new SetAttr(object, SetAttributes.mode(mode), null)));
    }

    @Override
    int mode(Opaque object) throws IOException {
        return attributes(object).mode();
    }

    private Attributes attributes(Opaque object) throws IOException {
        return ((GetAttr.Ok) call(new GetAttr(object))).attributes();
    }

    @Override
    void makeLink(Opaque folder, String name, String target) throws IOException {
        object(call(new SymLink(folder, Name.of(name), SetAttributes.NONE, Name.of(target))));
    }

    @Override
    String linkTarget(Opaque link) throws IOException {
        return ((ReadLink.Ok) call(new ReadLink(link))).target().toString();
    }

    @Override
    void rename(Opaque folder, String from, String to) throws IOException {
        assertThat(call(new Rename(folder, Name.of(from), folder, Name.of(to)))).isInstanceOf(Rename.Ok.class);
    }

    @Override
    void remove(Opaque folder, String name) throws IOException {
        done(call(new Remove(folder, Name.of(name))));
    }

    @Override
    void removeFolder(Opaque folder, String name) throws IOException {
        done(call(new RmDir(folder, Name.of(name))));
    }

    private static void done(Changed changed) {
        assertThat(changed).isInstanceOf(Changed.Ok.class);
    }

    @Override
    long free(Opaque folder) throws IOException {
        return ((FsStat.Ok) call(new FsStat(folder))).space().freeBytes();
    }
}
