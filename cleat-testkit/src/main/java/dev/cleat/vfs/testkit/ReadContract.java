package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Attributes, look-ups and reads of a {@link SampleTree}: what every back end can do. */
public abstract class ReadContract extends Contract {
    private interface Answer {
        Object get() throws IOException;
    }

    @Override
    protected Vfs open() throws IOException {
        return fixture().createSample();
    }

    @Test
    void rootIsADirectoryWithOneIdentity() throws IOException {
        assertThat(attributes(root).type()).isEqualTo(FileType.DIRECTORY);
        assertThat(vfs().root()).isEqualTo(root);
    }

    @Test
    void everyFileHasItsSizeAndContents() throws IOException {
        for (Map.Entry<String, byte[]> file : SampleTree.FILES.entrySet()) {
            FileId id = user.walk(file.getKey());
            int size = file.getValue().length;
            assertThat(attributes(id).type()).isEqualTo(FileType.REGULAR);
            assertThat(attributes(id).size()).isEqualTo(size);
            assertThat(user.read(id, 0, size + 1)).isEqualTo(file.getValue());
        }
    }

    @Test
    void everyDirectoryIsOne() throws IOException {
        for (String path : SampleTree.DIRECTORIES) {
            assertThat(attributes(user.walk(path)).type()).isEqualTo(FileType.DIRECTORY);
        }
    }

    @Test
    void lookupAnswersTheAttributesAsWell() throws IOException {
        Node found = user.lookup(root, "hello");
        assertThat(found.attributes()).isEqualTo(attributes(found.id()));
    }

    @Test
    void anObjectHasOneIdentity() throws IOException {
        assertThat(user.walk("folder/inner")).isEqualTo(user.walk("folder/inner"));
        assertThat(user.walk("folder")).isEqualTo(user.walk("folder"));
    }

    @Test
    void noTwoObjectsShareAnIdentityOrANumber() throws IOException {
        Set<FileId> identities = new HashSet<>(Set.of(root));
        Set<Long> numbers = new HashSet<>(Set.of(attributes(root).fileId()));
        for (String path : SampleTree.FILES.keySet()) {
            FileId id = user.walk(path);
            assertThat(identities.add(id)).as(path).isTrue();
            assertThat(numbers.add(attributes(id).fileId())).as(path).isTrue();
        }
        assertThat(numbers).doesNotContain(0L);
    }

    @Test
    void allObjectsAreOnTheVolumeOfTheRoot() throws IOException {
        assertThat(attributes(user.walk("folder/deeper/leaf")).fsid())
                .isEqualTo(attributes(root).fsid());
    }

    @Test
    void attributesArePlausible() throws IOException {
        for (String path : new String[] {"", "hello", "folder/deeper"}) {
            Attributes attributes = attributes(user.walk(path));
            assertThat(attributes.links()).isPositive();
            assertThat(attributes.mode() & ~Attributes.MODE_MASK).isZero();
            assertThat(attributes.used()).isNotNegative();
        }
    }

    @Test
    void lookupOfAMissingNameAnswersNoent() {
        assertFails(() -> user.lookup(root, "absent"), VfsError.NOENT);
    }

    @Test
    void lookupInAFileAnswersNotdir() throws IOException {
        FileId file = user.walk("hello");
        assertFails(() -> user.lookup(file, "x"), VfsError.NOTDIR);
    }

    @Test
    void lookupOfATooLongNameFindsNothing() {
        assertFails(() -> user.lookup(root, "n".repeat(5000)), VfsError.NAMETOOLONG, VfsError.NOENT);
    }

    @Test
    void lookupOfBytesThatAreNotTextFindsNothing() {
        Name name = Name.of(new byte[] {'a', (byte) 0xff, (byte) 0xc0});
        assertFails(() -> user.lookup(root, name), VfsError.NOENT, VfsError.INVAL);
    }

    @Test
    void parentLeadsUp() throws IOException {
        FileId folder = user.walk("folder");
        assertThat(user.lookup(folder, Name.PARENT).id()).isEqualTo(root);
        assertThat(user.lookup(user.walk("folder/deeper"), Name.PARENT).id()).isEqualTo(folder);
    }

    @Test
    void readFillsTheBufferAndNoMore() throws IOException {
        byte[] whole = SampleTree.contents("large");
        assertThat(user.read(user.walk("large"), 4095, 4098)).isEqualTo(Arrays.copyOfRange(whole, 4095, 8193));
    }

    @Test
    void readTellsTheEndOnlyWhereItIs() throws IOException {
        FileId file = user.walk("hello");
        int size = SampleTree.contents("hello").length;
        assertThat(endAfter(file, 0, size - 1)).isFalse();
        assertThat(endAfter(file, 0, size)).isTrue();
        assertThat(endAfter(file, 0, size + 1)).isTrue();
        assertThat(endAfter(file, size - 1, 1)).isTrue();
    }

    @Test
    void readPastEndAnswersEofAndAddsNothing() throws IOException {
        FileId file = user.walk("hello");
        for (long offset : new long[] {13, 14, 5000, 1L << 40, Long.MAX_VALUE}) {
            ByteBuffer into = ByteBuffer.allocate(10);
            assertThat(vfs().read(file, offset, into, user.caller())).isTrue();
            assertThat(into.position()).isZero();
        }
    }

    @Test
    void readOfAnEmptyFileIsAtItsEnd() throws IOException {
        assertThat(endAfter(user.walk("empty"), 0, 10)).isTrue();
    }

    @Test
    void readIntoAFullBufferIsNoError() throws IOException {
        assertThat(endAfter(user.walk("hello"), 0, 0)).isFalse();
        assertThat(endAfter(user.walk("hello"), 13, 0)).isTrue();
    }

    @Test
    void readFillsEveryKindOfBufferFromItsPosition() throws IOException {
        FileId file = user.walk("large");
        byte[] whole = SampleTree.contents("large");
        for (Map.Entry<String, ByteBuffer> target : Bytes.targets(20_000).entrySet()) {
            ByteBuffer into = target.getValue();
            ByteBuffer filled = into.duplicate();
            int limit = into.limit();
            vfs().read(file, 3, into, user.caller());
            assertThat(into.position()).as(target.getKey()).isEqualTo(limit);
            assertThat(into.limit()).as(target.getKey()).isEqualTo(limit);
            byte[] got = new byte[20_000];
            filled.get(got);
            assertThat(got).as(target.getKey()).isEqualTo(Arrays.copyOfRange(whole, 3, 20_003));
        }
    }

    @Test
    void readLeavesAloneWhatIsBehindTheEnd() throws IOException {
        ByteBuffer into = ByteBuffer.wrap(Bytes.pattern(64));
        vfs().read(user.walk("hello"), 0, into, user.caller());
        assertThat(into.position()).isEqualTo(13);
        assertThat(Arrays.copyOfRange(into.array(), 13, 64)).isEqualTo(Arrays.copyOfRange(Bytes.pattern(64), 13, 64));
    }

    @Test
    void readOfADirectoryAnswersIsdir() {
        assertFails(() -> user.read(user.walk("folder"), 0, 10), VfsError.ISDIR);
    }

    @Test
    void readLinkOfAFileOrDirectoryAnswersInval() {
        assertFails(() -> user.readLink(user.walk("hello")), VfsError.INVAL);
        assertFails(() -> user.readLink(user.walk("folder")), VfsError.INVAL);
    }

    @Test
    void identitiesThatNeverWereAreRefusedByEveryMethod() {
        for (FileId bad : new FileId[] {new FileId(0, 0), new FileId(-1, -1), new FileId(root.high(), -1)}) {
            VfsError[] gone = {VfsError.BADHANDLE, VfsError.STALE};
            assertFails(() -> attributes(bad), gone);
            assertFails(() -> user.lookup(bad, "x"), gone);
            assertFails(() -> user.read(bad, 0, 10), gone);
            assertFails(() -> user.list(bad, 0, 10), gone);
        }
    }

    @Test
    void accessLetsTheOwnerReadAndSearch() throws IOException {
        int search = Permissions.READ | Permissions.EXECUTE;
        assertThat(vfs().access(root, attributes(root), user.caller()) & search).isEqualTo(search);
        FileId file = user.walk("hello");
        assertThat(vfs().access(file, attributes(file), user.caller()) & Permissions.READ)
                .isEqualTo(Permissions.READ);
    }

    @Test
    void spaceAddsUp() throws IOException {
        Space space = vfs().space(root);
        assertThat(space.freeBytes()).isBetween(0L, space.totalBytes());
        assertThat(space.availableBytes()).isBetween(0L, space.freeBytes());
        assertThat(space.freeFiles()).isBetween(0L, space.totalFiles());
        assertThat(space.availableFiles()).isBetween(0L, space.freeFiles());
    }

    @Test
    void limitsAllowWhatIsThere() throws IOException {
        Limits limits = vfs().limits(user.walk("large"));
        assertThat(limits.maxFileSize()).isGreaterThanOrEqualTo(SampleTree.contents("large").length);
        assertThat(limits.maxNameLength()).isGreaterThanOrEqualTo("entry-0000".length());
        assertThat(limits.maxLinks()).isPositive();
        assertThat(limits.timeGranularity()).isPositive();
    }

    @Test
    void theViewThatNeverWaitsAnswersTheSameOrThatItWouldBlock() throws IOException {
        Vfs view = vfs().immediate();
        assumeTrue(view != null, "it has no view that never waits");
        FileId file = user.walk("hello");
        VfsUser hasty = new VfsUser(view, user.caller());
        assertThat(view.root()).isEqualTo(root);
        sameOrLater(() -> hasty.attributes(file), user.attributes(file));
        sameOrLater(() -> hasty.lookup(root, "hello"), user.lookup(root, "hello"));
        sameOrLater(() -> hasty.text(file), user.text(file));
        sameOrLater(() -> hasty.names(root), user.names(root));
    }

    private static void sameOrLater(Answer hasty, Object expected) {
        try {
            assertThat(hasty.get()).isEqualTo(expected);
        } catch (IOException e) {
            assertFails(
                    () -> {
                        throw e;
                    },
                    VfsError.WOULD_BLOCK);
        }
    }

    @Test
    void theViewThatNeverWaitsFailsAsWellOrWouldBlock() {
        Vfs view = vfs().immediate();
        assumeTrue(view != null, "it has no view that never waits");
        VfsUser hasty = new VfsUser(view, user.caller());
        assertFails(() -> hasty.lookup(root, "absent"), VfsError.NOENT, VfsError.WOULD_BLOCK);
        assertFails(() -> hasty.read(root, 0, 1), VfsError.ISDIR, VfsError.WOULD_BLOCK);
    }

    private boolean endAfter(FileId file, long offset, int count) throws IOException {
        return vfs().read(file, offset, ByteBuffer.allocate(count), user.caller());
    }
}
