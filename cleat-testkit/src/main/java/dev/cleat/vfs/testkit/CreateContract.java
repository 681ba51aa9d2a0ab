package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects of all types, made. */
public abstract class CreateContract extends Contract {
    @BeforeEach
    final void assumeItCanCreate() {
        assumeWritable();
    }

    @Test
    void aNewFileIsEmptyAndFound() throws IOException {
        Node made = user.file(root, "file");
        assertThat(made.attributes().type()).isEqualTo(FileType.REGULAR);
        assertThat(made.attributes().size()).isZero();
        assertThat(made.attributes().links()).isEqualTo(1);
        assertThat(user.lookup(root, "file")).isEqualTo(made);
        assertThat(user.names(root)).containsExactly("file");
    }

    @Test
    void aNewDirectoryIsEmptyAndHasTwoLinks() throws IOException {
        Node made = user.directory(root, "directory");
        assertThat(made.attributes().type()).isEqualTo(FileType.DIRECTORY);
        assertThat(user.names(made.id())).isEmpty();
        assertThat(user.lookup(made.id(), Name.PARENT).id()).isEqualTo(root);
        // btrfs and FAT count no links of directories.
        assertThat(made.attributes().links()).isIn(1, 2);
    }

    @Test
    void aDirectoryBelowIsALinkToTheOneAbove() throws IOException {
        FileId above = user.directory(root, "above").id();
        int before = attributes(above).links();
        assumeTrue(before == 2, "it does not count the links of directories");
        user.directory(above, "first");
        user.directory(above, "second");
        user.file(above, "file");
        assertThat(attributes(above).links()).isEqualTo(4);
        user.removeDirectory(above, "first");
        assertThat(attributes(above).links()).isEqualTo(3);
    }

    @Test
    void givenModesAreKeptWhole() throws IOException {
        assumeFeature(Feature.MODES);
        assertThat(user.file(root, "none", 0).attributes().mode()).isZero();
        assertThat(user.file(root, "all", 0777).attributes().mode()).isEqualTo(0777);
        assertThat(user.file(root, "set", 06755).attributes().mode()).isEqualTo(06755);
        assertThat(user.directory(root, "sticky", 01777).attributes().mode()).isEqualTo(01777);
    }

    @Test
    void withoutAModeAFileGets644AndADirectory755() throws IOException {
        assumeFeature(Feature.MODES);
        assertThat(user.file(root, "file").attributes().mode()).isEqualTo(0644);
        assertThat(user.directory(root, "directory").attributes().mode()).isEqualTo(0755);
    }

    @Test
    void theCallerOwnsWhatItMakes() throws IOException {
        assumeFeature(Feature.OWNERS);
        user.set(root, SetAttributes.mode(0777));
        Attributes made = user(1000, 1001).file(root, "file").attributes();
        assertThat(made.uid()).isEqualTo(1000);
        assertThat(made.gid()).isEqualTo(1001);
    }

    @Test
    void theSuperuserMakesForOthers() throws IOException {
        assumeFeature(Feature.OWNERS);
        SetAttributes given = SetAttributes.owner(1000, 1001).withMode(0600);
        Attributes made =
                user.make(root, "file", new NewObject.RegularFile(given)).attributes();
        assertThat(List.of(made.uid(), made.gid(), made.mode())).containsExactly(1000, 1001, 0600);
    }

    @Test
    void aFileIsMadeWithItsSizeInZeroes() throws IOException {
        Node made = user.make(root, "file", new NewObject.RegularFile(SetAttributes.size(5000)));
        assertThat(made.attributes().size()).isEqualTo(5000);
        assertThat(user.read(made.id(), 0, 6000)).isEqualTo(new byte[5000]);
    }

    @Test
    void aFileIsMadeWithItsTimes() throws IOException {
        Instant accessed = Instant.ofEpochSecond(1_000_000_000);
        Instant modified = Instant.ofEpochSecond(1_100_000_000);
        SetAttributes given = SetAttributes.times(new ClientTime(accessed), new ClientTime(modified));
        Node made = user.make(root, "file", new NewObject.RegularFile(given));
        assertThat(made.attributes().accessed()).isEqualTo(accessed);
        assertThat(made.attributes().modified()).isEqualTo(modified);
    }

    @Test
    void aTakenNameAnswersExistForEveryType() throws IOException {
        user.file(root, "file");
        user.directory(root, "directory");
        for (String taken : new String[] {"file", "directory"}) {
            assertFails(() -> user.file(root, taken), VfsError.EXIST);
            assertFails(() -> user.directory(root, taken), VfsError.EXIST);
            if (vfs().limits(root).symbolicLinks()) {
                assertFails(() -> user.symbolicLink(root, taken, "x"), VfsError.EXIST);
            }
        }
        assertThat(user.names(root)).containsExactlyInAnyOrder("file", "directory");
    }

    @Test
    void createInAFileAnswersNotdir() throws IOException {
        FileId file = user.file(root, "file").id();
        assertFails(() -> user.file(file, "x"), VfsError.NOTDIR);
        assertFails(() -> user.directory(file, "x"), VfsError.NOTDIR);
    }

    @Test
    void createInARemovedDirectoryAnswersStale() throws IOException {
        FileId gone = user.directory(root, "gone").id();
        user.removeDirectory(root, "gone");
        assertFails(() -> user.file(gone, "x"), VfsError.STALE);
    }

    @Test
    void namesMayBeAsLongAsTheLimitSays() throws IOException {
        int longest = vfs().limits(root).maxNameLength();
        assumeTrue(longest <= 4096, "it has no limit worth trying");
        user.file(root, "n".repeat(longest));
        assertThat(user.names(root)).containsExactly("n".repeat(longest));
        assertFails(() -> user.file(root, "n".repeat(longest + 1)), VfsError.NAMETOOLONG);
        assertFails(() -> user.directory(root, "n".repeat(longest + 1)), VfsError.NAMETOOLONG);
    }

    @Test
    void namesAreKeptByteForByte() throws IOException {
        assertKept("a b", "größe", "尺寸", "\uD83D\uDEA2", "-", "~", "x.y.z");
    }

    @Test
    void namesThatOtherSystemsForbidAreKeptToo() throws IOException {
        assumeFeature(Feature.ODD_NAMES);
        assertKept("con", "a\\b", "a:b", "tab\there", "dot.", "*?\"<>|");
    }

    private void assertKept(String... names) throws IOException {
        for (String name : names) {
            user.file(root, name);
            assertThat(user.names(root)).containsExactly(name);
            user.remove(root, name);
        }
    }

    @Test
    void namesNeedNotBeText() throws IOException {
        assumeFeature(Feature.BYTE_NAMES);
        Name name = Name.of(new byte[] {(byte) 0xff, 'x', (byte) 0x80, '\n'});
        Node made = user.make(root, name, new NewObject.RegularFile(SetAttributes.NONE));
        assertThat(user.list(root, 0, 10)).extracting(VfsUser.Listed::name).containsExactly(name);
        assertThat(user.lookup(root, name)).isEqualTo(made);
    }

    @Test
    void caseMakesAnotherNameUnlessTheLimitsSayOtherwise() throws IOException {
        user.file(root, "name");
        if (vfs().limits(root).caseInsensitive()) {
            assertFails(() -> user.file(root, "NAME"), VfsError.EXIST);
        } else {
            user.file(root, "NAME");
            assertThat(user.names(root)).containsExactlyInAnyOrder("name", "NAME");
        }
    }

    @Test
    void dotsCannotBeMade() {
        for (String name : new String[] {".", ".."}) {
            assertFails(() -> user.file(root, name), VfsError.INVAL, VfsError.EXIST, VfsError.ISDIR);
            assertFails(() -> user.directory(root, name), VfsError.INVAL, VfsError.EXIST);
        }
    }

    @Test
    void makingAnEntryMovesTheTimesOfTheDirectory() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        Instant longAgo = Instant.ofEpochSecond(1_000_000_000);
        user.set(directory, SetAttributes.times(null, new ClientTime(longAgo)));
        user.file(directory, "file");
        assertThat(attributes(directory).modified()).isAfter(longAgo);
    }

    @Test
    void fifosAndSocketsAreKept() throws IOException {
        assumeFeature(Feature.FIFOS);
        for (FileType type : new FileType[] {FileType.FIFO, FileType.SOCKET}) {
            Node made =
                    user.make(root, type.name(), new NewObject.Special(type, Device.NONE, SetAttributes.mode(0640)));
            assertThat(made.attributes().type()).isEqualTo(type);
            assertThat(made.attributes().mode()).isEqualTo(0640);
            assertThat(user.lookup(root, type.name())).isEqualTo(made);
            assertFails(() -> user.read(made.id(), 0, 1), VfsError.INVAL);
            assertFails(() -> user.write(made.id(), 0, "x"), VfsError.INVAL);
        }
    }

    @Test
    void devicesKeepTheirNumbers() throws IOException {
        assumeFeature(Feature.DEVICES);
        for (FileType type : new FileType[] {FileType.BLOCK_DEVICE, FileType.CHARACTER_DEVICE}) {
            Device device = new Device(259, 70_000);
            Node made = user.make(root, type.name(), new NewObject.Special(type, device, SetAttributes.NONE));
            assertThat(made.attributes().type()).isEqualTo(type);
            assertThat(made.attributes().device()).isEqualTo(device);
            assertFails(() -> user.read(made.id(), 0, 1), VfsError.INVAL);
        }
    }

    @Test
    void onlyTheSuperuserMakesDevices() throws IOException {
        assumeFeature(Feature.DEVICES);
        user.set(root, SetAttributes.mode(0777));
        NewObject device = new NewObject.Special(FileType.CHARACTER_DEVICE, new Device(1, 3), SetAttributes.NONE);
        assertFails(() -> user(1000, 1000).make(root, "null", device), VfsError.PERM);
    }

    @Test
    void aSpecialObjectIsNoFileOrDirectory() {
        for (FileType type : new FileType[] {FileType.REGULAR, FileType.DIRECTORY, FileType.SYMBOLIC_LINK}) {
            NewObject wrong = new NewObject.Special(type, Device.NONE, SetAttributes.NONE);
            assertFails(() -> user.make(root, "wrong", wrong), VfsError.BADTYPE, VfsError.NOTSUPP, VfsError.INVAL);
        }
    }
}
