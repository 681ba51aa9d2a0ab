package dev.cleat.nfs3.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.file.TestServer;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.MkNod;
import dev.cleat.nfs3.PathConf;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.SymLink;
import dev.cleat.nfs3.Wcc;
import dev.cleat.nfs3.Write;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each procedure does, as a client sees it. */
class Nfs3ServiceTest {
    private static final SetAttributes MODE_0644 = SetAttributes.mode(0644);

    private TestServer server;
    private TestServer.Client client;
    private Opaque root;

    @BeforeEach
    void serve() throws IOException {
        server = TestServer.of(new MemoryVfs());
        client = server.client(0, 0);
        root = client.root("files");
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

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

        assertThat(wcc.before()).isEqualTo(new Wcc.Before(5, before.modified(), before.changed()));
        assertThat(wcc.after()).isEqualTo(attributes(file));
    }

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

    private Opaque create(String name) throws IOException {
        Created made = client.call(new Create(root, Name.of(name), new Create.Guarded(MODE_0644)));
        return Objects.requireNonNull(((Created.Ok) made).object());
    }

    private Opaque mkDir(Opaque directory, String name) throws IOException {
        Created made = client.call(new MkDir(directory, Name.of(name), SetAttributes.mode(0755)));
        return Objects.requireNonNull(((Created.Ok) made).object());
    }

    private Opaque lookup(Opaque directory, String name) throws IOException {
        return ((Lookup.Ok) client.call(new Lookup(directory, Name.of(name)))).object();
    }

    private Status lookupStatus(String name) throws IOException {
        return ((Lookup.Failed) client.call(new Lookup(root, Name.of(name)))).status();
    }

    private Attributes attributes(Opaque object) throws IOException {
        return ((GetAttr.Ok) client.call(new GetAttr(object))).attributes();
    }

    private Write.Result write(Opaque file, long offset, String text, Stability stability) throws IOException {
        return client.call(new Write(file, offset, stability, bytes(text)));
    }

    private Read.Ok read(Opaque file, long offset, int count) throws IOException {
        return (Read.Ok) client.call(new Read(file, offset, count));
    }

    private static Write.Ok ok(Write.Result result) {
        return (Write.Ok) result;
    }

    private static Status status(Created result) {
        return result instanceof Created.Failed failed ? failed.status() : Status.OK;
    }

    private static Status status(Changed result) {
        return result instanceof Changed.Failed failed ? failed.status() : Status.OK;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Read.Ok result) {
        return StandardCharsets.UTF_8.decode(result.data().duplicate()).toString();
    }
}
