package dev.cleat.nfs2.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleat.nfs2.AttrStat;
import dev.cleat.nfs2.Create;
import dev.cleat.nfs2.DirOpRes;
import dev.cleat.nfs2.Fattr;
import dev.cleat.nfs2.Ftype;
import dev.cleat.nfs2.GetAttr;
import dev.cleat.nfs2.Nfs2;
import dev.cleat.nfs2.Read;
import dev.cleat.nfs2.ReadLink;
import dev.cleat.nfs2.Root;
import dev.cleat.nfs2.Sattr;
import dev.cleat.nfs2.SetAttr;
import dev.cleat.nfs2.StatFs;
import dev.cleat.nfs2.Status;
import dev.cleat.nfs2.SymLink;
import dev.cleat.nfs2.Timeval;
import dev.cleat.nfs2.WriteCache;
import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.RpcException;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.decorate.VfsOperation;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What can be asked of files and done to them, as a client sees it. */
class FilesTest extends ServedFolder {
    private static final int LAST = Integer.MAX_VALUE;

    @Test
    void theRootIsADirectory() throws IOException {
        Fattr attributes = attributes(root);
        assertThat(attributes.type()).isEqualTo(Ftype.DIR);
        assertThat(attributes.mode()).isEqualTo(0040755);
        assertThat(attributes.fileId()).isNotZero();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Opaque file = create("a", 0644);
        assertThat(ok(write(file, 3, "hello")).size()).isEqualTo(8);
        Read.Ok all = read(file, 0, 100);
        assertThat(text(all)).isEqualTo("\0\0\0hello");
        assertThat(all.attributes().size()).isEqualTo(8);
        assertThat(text(read(file, 4, 2))).isEqualTo("el");
    }

    @Test
    void readAtTheEndAnswersNothing() throws IOException {
        Opaque file = create("a", 0644);
        ok(write(file, 0, "hello"));
        assertThat(text(read(file, 5, 100))).isEmpty();
        assertThat(text(read(file, LAST, 100))).isEmpty();
    }

    @Test
    void writesAreDurableBeforeTheirAnswer() throws IOException {
        Opaque file = create("a", 0644);
        int before = faulty.calls(VfsOperation.COMMIT);
        ok(write(file, 0, "hello"));
        assertThat(faulty.calls(VfsOperation.COMMIT)).isGreaterThan(before);
    }

    @Test
    void nothingWrapsBeyond31Bits() throws IOException {
        Opaque file = create("a", 0644);
        assertThat(client.call(new Read(file, 0x8000_0000, 1))).isEqualTo(new Read.Failed(Status.FBIG));
        assertThat(client.call(new Read(file, -1, 1))).isEqualTo(new Read.Failed(Status.FBIG));
        assertThat(write(file, 0x8000_0000, "")).isEqualTo(new AttrStat.Failed(Status.FBIG));
        assertThat(write(file, LAST - 4, "hello")).isEqualTo(new AttrStat.Failed(Status.FBIG));
        assertThat(setAttr(file, sized(0x8000_0000))).isEqualTo(new AttrStat.Failed(Status.FBIG));
        assertThat(client.call(new Create(root, Name.of("b"), sized(0xFFFF_FFFE))))
                .isEqualTo(new DirOpRes.Failed(Status.FBIG));
        assertThat(attributes(file).size()).isZero();
    }

    @Test
    void theLastByteCanBeWritten() throws IOException {
        Opaque file = create("a", 0644);
        assertThat(ok(write(file, LAST - 5, "hello")).size()).isEqualTo(LAST);
    }

    @Test
    void largerFilesEndWhereTheVersionDoes() throws IOException {
        Opaque file = create("a", 0644);
        Node node = vfs.lookup(vfs.root(), Name.of("a"), Caller.ROOT);
        vfs.setAttributes(node.id(), SetAttributes.size(1L << 40), Caller.ROOT);
        assertThat(attributes(file).size()).isEqualTo(LAST);
        assertThat(read(file, LAST - 3, 100).data().remaining()).isEqualTo(3);
        assertThat(read(file, LAST, 100).data().remaining()).isZero();
    }

    @Test
    void readsCarryAtMost8Kibibytes() throws IOException {
        Opaque file = create("a", 0644);
        ok(setAttr(file, sized(100_000)));
        assertThat(read(file, 0, LAST).data().remaining()).isEqualTo(Nfs2.DATA_BYTES);
    }

    @Test
    void readOfALinkSaysIsDirSoThatUBootFollowsIt() throws IOException {
        Name target = Name.of("../somewhere");
        assertThat(client.call(new SymLink(root, Name.of("l"), target, Sattr.NONE)))
                .isEqualTo(Status.OK);
        DirOpRes.Ok link = lookup("l");
        assertThat(link.attributes().type()).isEqualTo(Ftype.LNK);
        assertThat(client.call(new Read(link.file(), 0, 1024))).isEqualTo(new Read.Failed(Status.ISDIR));
        assertThat(client.call(new ReadLink(link.file()))).isEqualTo(new ReadLink.Ok(target));
    }

    /** Made by a client of another version, or on the host; the answer could not be read. */
    @Test
    void targetsLongerThanThisVersionsPathsAreRefused() throws IOException {
        for (int length : new int[] {1024, 1025}) {
            Name target = Name.of("x".repeat(length));
            NewObject link = new NewObject.SymbolicLink(target, SetAttributes.NONE);
            vfs.create(vfs.root(), Name.of("l" + length), link, Caller.ROOT);
            assertThat(client.call(new ReadLink(lookup("l" + length).file())))
                    .isEqualTo(length == 1024 ? new ReadLink.Ok(target) : new ReadLink.Failed(Status.NAMETOOLONG));
        }
    }

    @Test
    void aMillionMicrosecondsSetTheServersTime() throws IOException {
        Opaque file = create("a", 0644);
        Timeval past = new Timeval(5, 6);
        Fattr old = ok(setAttr(file, new Sattr(-1, -1, -1, -1, past, past)));
        assertThat(old.accessed()).isEqualTo(past);
        assertThat(old.modified()).isEqualTo(past);
        Instant before = Instant.now().minusSeconds(1);
        Fattr now = ok(setAttr(file, new Sattr(-1, -1, -1, -1, past, new Timeval(7, 1_000_000))));
        assertThat(now.accessed().instant()).isAfter(before);
        assertThat(now.modified().instant()).isAfter(before);
    }

    @Test
    void obsoleteProceduresAnswerNothing() throws IOException {
        assertThat(client.call(new Root())).isEqualTo(Nothing.NOTHING);
        assertThat(client.call(new WriteCache())).isEqualTo(Nothing.NOTHING);
    }

    @Test
    void statFsCountsInBlocksThatFit() throws IOException {
        StatFs.Ok answer = (StatFs.Ok) client.call(new StatFs(root));
        assertThat(answer.transferSize()).isEqualTo(Nfs2.DATA_BYTES);
        assertThat(answer.blocks()).isPositive();
        assertThat(answer.freeBlocks()).isBetween(1, answer.blocks());
    }

    @Test
    void strangersHandlesAreStale() throws IOException {
        Opaque forged = Opaque.of(new byte[Nfs2.HANDLE_BYTES]);
        assertThat(client.call(new GetAttr(forged))).isEqualTo(new AttrStat.Failed(Status.STALE));
    }

    /** U-Boot and Linux go on with a version from the answer. */
    @Test
    void otherVersionsAreToldWhichThereAre() {
        ProgramVersion none = new ProgramVersion(100003, 4, "nfs4");
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> client.call(new Null(none)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(new RpcException.ProgramMismatch(2, 3)));
    }

    /** The version has no word for "later", and IO would end the client's work. */
    @Test
    void whatPassesByItselfGetsNoAnswer() throws IOException {
        faulty.failOnce(VfsOperation.ATTRIBUTES, VfsError.JUKEBOX);
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> client.call(new GetAttr(root)))
                .satisfies(e -> assertThat(e.reason()).isInstanceOf(RpcException.NoAnswer.class));
        assertThat(client.call(new GetAttr(root))).isInstanceOf(AttrStat.Ok.class);
    }

    private Read.Ok read(Opaque file, int offset, int count) throws IOException {
        return (Read.Ok) client.call(new Read(file, offset, count));
    }

    private static String text(Read.Ok read) {
        return StandardCharsets.UTF_8.decode(read.data()).toString();
    }

    private AttrStat setAttr(Opaque file, Sattr changes) throws IOException {
        return client.call(new SetAttr(file, changes));
    }
}
