package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.client.NfsClient;
import dev.cleat.nfs2.AttrStat;
import dev.cleat.nfs2.Create;
import dev.cleat.nfs2.DirOpRes;
import dev.cleat.nfs2.Fattr;
import dev.cleat.nfs2.GetAttr;
import dev.cleat.nfs2.Lookup;
import dev.cleat.nfs2.MkDir;
import dev.cleat.nfs2.Read;
import dev.cleat.nfs2.ReadDir;
import dev.cleat.nfs2.ReadLink;
import dev.cleat.nfs2.Remove;
import dev.cleat.nfs2.Rename;
import dev.cleat.nfs2.RmDir;
import dev.cleat.nfs2.Sattr;
import dev.cleat.nfs2.SetAttr;
import dev.cleat.nfs2.StatFs;
import dev.cleat.nfs2.Status;
import dev.cleat.nfs2.SymLink;
import dev.cleat.nfs2.Timeval;
import dev.cleat.nfs2.Write;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** In NFS version 2. */
final class Nfs2Session extends Session {
    private static final int MOST = 8192;

    Nfs2Session(NfsClient client) {
        super(client);
    }

    @Override
    List<Entry> list(Opaque folder) throws IOException {
        List<Entry> found = new ArrayList<>();
        int cookie = 0;
        boolean eof = false;
        while (!eof) {
            ReadDir.Ok page = (ReadDir.Ok) call(new ReadDir(folder, cookie, MOST));
            for (ReadDir.Entry entry : page.entries()) {
                if (!entry.name().isDots()) {
                    Fattr seen = ((DirOpRes.Ok) call(new Lookup(folder, entry.name()))).attributes();
                    found.add(new Entry(entry.name().toString(), type(seen), seen.mode() & 07777, seen.size()));
                }
                cookie = entry.cookie();
            }
            eof = page.eof();
        }
        return found;
    }

    private static String type(Fattr seen) {
        return switch (seen.type()) {
            case REG -> "REGULAR";
            case DIR -> "DIRECTORY";
            case LNK -> "SYMBOLIC_LINK";
            default -> seen.type().name();
        };
    }

    private static Sattr mode(int mode) {
        return new Sattr(mode, -1, -1, -1, Timeval.UNSET, Timeval.UNSET);
    }

    @Override
    Opaque find(Opaque folder, String name) throws IOException {
        return file(call(new Lookup(folder, Name.of(name))));
    }

    @Override
    Opaque create(Opaque folder, String name, int mode) throws IOException {
        return file(call(new Create(folder, Name.of(name), mode(mode))));
    }

    @Override
    Opaque makeFolder(Opaque folder, String name) throws IOException {
        return file(call(new MkDir(folder, Name.of(name), mode(0755))));
    }

    private static Opaque file(DirOpRes result) {
        return ((DirOpRes.Ok) result).file();
    }

    @Override
    void write(Opaque file, byte[] contents) throws IOException {
        for (int at = 0; at < contents.length; at += MOST) {
            ByteBuffer part = ByteBuffer.wrap(contents, at, Math.min(MOST, contents.length - at));
            assertThat(call(new Write(file, at, part))).isInstanceOf(AttrStat.Ok.class);
        }
    }

    @Override
    byte[] read(Opaque file) throws IOException {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        int got = MOST;
        while (got == MOST) {
            ByteBuffer data = ((Read.Ok) call(new Read(file, contents.size(), MOST))).data();
            got = data.remaining();
            byte[] bytes = new byte[got];
            data.get(bytes);
            contents.writeBytes(bytes);
        }
        return contents.toByteArray();
    }

    @Override
    void changeMode(Opaque object, int mode) throws IOException {
        assertThat(call(new SetAttr(object, mode(mode)))).isInstanceOf(AttrStat.Ok.class);
    }

    @Override
    int mode(Opaque object) throws IOException {
        return ((AttrStat.Ok) call(new GetAttr(object))).attributes().mode() & 07777;
    }

    @Override
    void makeLink(Opaque folder, String name, String target) throws IOException {
        done(call(new SymLink(folder, Name.of(name), Name.of(target), Sattr.NONE)));
    }

    @Override
    String linkTarget(Opaque link) throws IOException {
        return ((ReadLink.Ok) call(new ReadLink(link))).target().toString();
    }

    @Override
    void rename(Opaque folder, String from, String to) throws IOException {
        done(call(new Rename(folder, Name.of(from), folder, Name.of(to))));
    }

    @Override
    void remove(Opaque folder, String name) throws IOException {
        done(call(new Remove(folder, Name.of(name))));
    }

    @Override
    void removeFolder(Opaque folder, String name) throws IOException {
        done(call(new RmDir(folder, Name.of(name))));
    }

    private static void done(Status status) {
        assertThat(status).isEqualTo(Status.OK);
    }

    @Override
    long free(Opaque folder) throws IOException {
        StatFs.Ok space = (StatFs.Ok) call(new StatFs(folder));
        return (long) space.freeBlocks() * space.blockSize();
    }
}
