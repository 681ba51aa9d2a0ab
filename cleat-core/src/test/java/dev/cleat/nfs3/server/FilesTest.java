package dev.cleat.nfs3.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.file.TestServer;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.PathConf;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.Wcc;
import dev.cleat.nfs3.Write;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.Stamp;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What files answer, as a client sees it. */
class FilesTest extends ServedFiles {
    @Test
    void theRootIsADirectory() throws IOException {
        Attributes attributes = attributes(root);
        assertThat(attributes.type()).isEqualTo(FileType.DIRECTORY);
        assertThat(attributes.fileId()).isNotZero();
        assertThat(attributes.links()).isPositive();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Opaque file = create("a");
        Write.Ok written = ok(write(file, 3, "hello", Stability.UNSTABLE));
        assertThat(written.count()).isEqualTo(5);

        Read.Ok all = read(file, 0, 100);
        assertThat(text(all)).isEqualTo("\0\0\0hello");
        assertThat(all.eof()).isTrue();
        assertThat(all.attributes()).isNotNull().extracting(Attributes::size).isEqualTo(8L);
    }

    @Test
    void eofComesWithTheLastByte() throws IOException {
        Opaque file = create("a");
        ok(write(file, 0, "hello", Stability.UNSTABLE));

        assertThat(read(file, 0, 4).eof()).isFalse();
        assertThat(read(file, 0, 5).eof()).isTrue();
        assertThat(read(file, 2, 3).eof()).isTrue();
    }

    @Test
    void readPastEndAnswersEof() throws IOException {
        Opaque file = create("a");
        ok(write(file, 0, "hello", Stability.UNSTABLE));
        for (long offset : new long[] {5, 6, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            Read.Ok past = read(file, offset, 10);
            assertThat(past.data().remaining()).as("offset " + offset).isZero();
            assertThat(past.eof()).as("offset " + offset).isTrue();
        }
    }

    @Test
    void readOfNothingIsNoError() throws IOException {
        Opaque file = create("a");
        ok(write(file, 0, "hello", Stability.UNSTABLE));

        assertThat(read(file, 0, 0).data().remaining()).isZero();
        assertThat(read(file, 0, 0).eof()).isFalse();
    }

    @Test
    void readOfAFolderIsRefused() throws IOException {
        Read.Result result = client.call(new Read(root, 0, 10));
        assertThat(result).isInstanceOf(Read.Failed.class);
        assertThat(((Read.Failed) result).status()).isIn(Status.ISDIR, Status.INVAL);
        assertThat(((Read.Failed) result).attributes()).isNotNull();
    }

    @Test
    void writeBeyondWhatAnOffsetCanSayIsTooBig() throws IOException {
        Opaque file = create("a");
        for (long offset : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 2, -1, Long.MIN_VALUE}) {
            Write.Result result = write(file, offset, "hello", Stability.UNSTABLE);
            assertThat(result).as("offset " + offset).isInstanceOf(Write.Failed.class);
            assertThat(((Write.Failed) result).status()).isEqualTo(Status.FBIG);
        }
    }

    @Test
    void stableWritesAreSaidToBeStable() throws IOException {
        Opaque file = create("a");
        assertThat(ok(write(file, 0, "x", Stability.UNSTABLE)).committed()).isEqualTo(Stability.UNSTABLE);
        assertThat(ok(write(file, 0, "x", Stability.DATA_SYNC)).committed()).isEqualTo(Stability.FILE_SYNC);
        assertThat(ok(write(file, 0, "x", Stability.FILE_SYNC)).committed()).isEqualTo(Stability.FILE_SYNC);
    }

    @Test
    void commitAnswersTheVerifierOfWrite() throws IOException {
        Opaque file = create("a");
        long verifier = ok(write(file, 0, "x", Stability.UNSTABLE)).verifier();
        Commit.Result committed = client.call(new Commit(file, 0, 0));
        assertThat(committed).isInstanceOf(Commit.Ok.class);
        assertThat(((Commit.Ok) committed).verifier()).isEqualTo(verifier);
    }

    @Test
    void aWriteTellsTheAttributesBeforeAndAfter() throws IOException {
        Opaque file = create("a");
        ok(write(file, 0, "12345", Stability.UNSTABLE));
        Attributes before = attributes(file);

        Wcc wcc = ok(write(file, 5, "678", Stability.UNSTABLE)).file();

        assertThat(wcc.before()).isEqualTo(new Stamp(5, before.modified(), before.changed()));
        assertThat(wcc.after()).isEqualTo(attributes(file));
    }

    @Test
    void setAttrWithAnOldGuardDoesNothing() throws IOException {
        Opaque file = create("a");
        Instant changed = attributes(file).changed();
        Changed first = client.call(new SetAttr(file, SetAttributes.mode(0600), changed));
        assertThat(first).isInstanceOf(Changed.Ok.class);

        Changed late = client.call(new SetAttr(file, SetAttributes.mode(0777), changed.minusNanos(1)));
        assertThat(status(late)).isEqualTo(Status.NOT_SYNC);
        assertThat(attributes(file).mode()).isEqualTo(0600);
    }

    @Test
    void setAttrKeepsNanosecondsAndHonoursBounds() throws IOException {
        Opaque file = create("a");
        Instant time = Instant.ofEpochSecond(1_000_000_000L, 123_456_789);
        client.call(
                new SetAttr(file, SetAttributes.times(new ClientTime(time), new ClientTime(time.plusNanos(1))), null));
        assertThat(attributes(file).accessed()).isEqualTo(time);
        assertThat(attributes(file).modified()).isEqualTo(time.plusNanos(1));

        assertThat(status(client.call(new SetAttr(file, SetAttributes.size(Long.MIN_VALUE), null))))
                .isEqualTo(Status.FBIG);
        assertThat(status(client.call(new SetAttr(file, SetAttributes.size(-1), null))))
                .isEqualTo(Status.FBIG);
        assertThat(status(client.call(new SetAttr(file, SetAttributes.owner(-1, null), null))))
                .isEqualTo(Status.INVAL);
    }

    @Test
    void accessAnswersOnlyWhatWasAsked() throws IOException {
        Access.Ok all = (Access.Ok) client.call(new Access(root, 0x3F));
        assertThat(all.access()).isEqualTo(Access.READ | Access.LOOKUP | Access.MODIFY | Access.EXTEND | Access.DELETE);
        Access.Ok one = (Access.Ok) client.call(new Access(root, Access.READ));
        assertThat(one.access()).isEqualTo(Access.READ);
    }

    @Test
    void theOwnerMayWriteWhateverTheMode() throws IOException {
        client.call(new SetAttr(root, SetAttributes.mode(0777), null));
        TestServer.Client owner = server.client(1000, 1000);
        Created.Ok made =
                (Created.Ok) owner.call(new Create(root, Name.of("a"), new Create.Guarded(SetAttributes.mode(0444))));
        Opaque file = Objects.requireNonNull(made.object());

        assertThat(owner.call(new Write(file, 0, Stability.UNSTABLE, bytes("x"))))
                .isInstanceOf(Write.Ok.class);
        Write.Result stranger = server.client(1001, 1001).call(new Write(file, 0, Stability.UNSTABLE, bytes("x")));
        assertThat(((Write.Failed) stranger).status()).isEqualTo(Status.ACCES);
    }

    @Test
    void fsInfoAndPathConfTellOfTheFileSystem() throws IOException {
        FsInfo.Ok info = (FsInfo.Ok) client.call(new FsInfo(root));
        assertThat(info.readMax()).isEqualTo(1 << 20);
        assertThat(info.properties()).isEqualTo(FsInfo.LINK | FsInfo.SYMLINK | FsInfo.HOMOGENEOUS | FsInfo.CANSETTIME);
        PathConf.Ok conf = (PathConf.Ok) client.call(new PathConf(root));
        assertThat(conf.maxNameLength()).isEqualTo(255);
        assertThat(conf.casePreserving()).isTrue();
        assertThat(conf.noTruncation()).isTrue();
    }
}
