package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owner, mode and times, set. */
public abstract class AttributeContract extends Contract {
    private static final Instant ACCESSED = Instant.ofEpochSecond(1_000_000_000, 123_456_789);
    private static final Instant MODIFIED = Instant.ofEpochSecond(1_100_000_000, 987_654_321);

    private FileId file;

    @BeforeEach
    final void makeFile() throws IOException {
        assumeWritable();
        file = user.file(root, "file", "contents").id();
    }

    @Test
    void modesAreKeptWhole() throws IOException {
        assumeFeature(Feature.MODES);
        FileId directory = user.directory(root, "directory").id();
        for (int mode : new int[] {0, 0400, 0644, 0777, 01755, 02755, 04755, 07777}) {
            user.set(file, SetAttributes.mode(mode));
            user.set(directory, SetAttributes.mode(mode));
            assertThat(attributes(file).mode()).isEqualTo(mode);
            assertThat(attributes(directory).mode()).isEqualTo(mode);
        }
        assertThat(attributes(file).type()).isEqualTo(FileType.REGULAR);
    }

    @Test
    void theSuperuserGivesObjectsAway() throws IOException {
        assumeFeature(Feature.OWNERS);
        user.set(file, SetAttributes.owner(1000, null));
        user.set(file, SetAttributes.owner(null, 70_000));
        assertThat(attributes(file).uid()).isEqualTo(1000);
        assertThat(attributes(file).gid()).isEqualTo(70_000);
    }

    @Test
    void aNewOwnerClearsSetuidAndSetgid() throws IOException {
        assumeFeature(Feature.OWNERS);
        user.set(file, SetAttributes.mode(06755));
        user.set(file, SetAttributes.owner(1000, 1000));
        assertThat(attributes(file).mode()).isEqualTo(0755);
    }

    @Test
    void aModeGivenWithANewOwnerHoldsInTheEnd() throws IOException {
        assumeFeature(Feature.OWNERS);
        user.set(file, SetAttributes.mode(0640).withOwner(1000, 1000));
        Attributes after = attributes(file);
        assertThat(after.mode()).isEqualTo(0640);
        assertThat(after.uid()).isEqualTo(1000);
    }

    @Test
    void timesAreKeptAsExactlyAsTheLimitsSay() throws IOException {
        user.set(file, SetAttributes.times(new ClientTime(ACCESSED), new ClientTime(MODIFIED)));
        assertThat(attributes(file).accessed()).isEqualTo(kept(ACCESSED));
        assertThat(attributes(file).modified()).isEqualTo(kept(MODIFIED));
    }

    @Test
    void oneTimeIsSetWithoutTheOther() throws IOException {
        user.set(file, SetAttributes.times(new ClientTime(ACCESSED), new ClientTime(MODIFIED)));
        Instant other = Instant.ofEpochSecond(1_200_000_000);
        user.set(file, SetAttributes.times(null, new ClientTime(other)));
        assertThat(attributes(file).accessed()).isEqualTo(kept(ACCESSED));
        user.set(file, SetAttributes.times(new ClientTime(other), null));
        assertThat(attributes(file).modified()).isEqualTo(other);
        assertThat(attributes(file).accessed()).isEqualTo(other);
    }

    @Test
    void serverTimeIsNow() throws IOException {
        user.set(file, SetAttributes.times(new ClientTime(ACCESSED), new ClientTime(MODIFIED)));
        user.set(file, SetAttributes.times(new ServerTime(), new ServerTime()));
        Instant reference = user.file(root, "reference").attributes().modified();
        assertThat(attributes(file).modified()).isBetween(reference.minusSeconds(10), reference.plusSeconds(10));
        assertThat(attributes(file).accessed()).isEqualTo(attributes(file).modified());
    }

    @Test
    void timesOfDirectoriesAreSetToo() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        user.set(directory, SetAttributes.times(new ClientTime(ACCESSED), new ClientTime(MODIFIED)));
        assertThat(attributes(directory).accessed()).isEqualTo(kept(ACCESSED));
        assertThat(attributes(directory).modified()).isEqualTo(kept(MODIFIED));
    }

    @Test
    void timesOfLinksAreTheirOwn() throws IOException {
        assumeSymbolicLinks();
        assumeFeature(Feature.LINK_TIMES);
        FileId link = user.symbolicLink(root, "link", "file").id();
        Attributes before = attributes(file);
        user.set(link, SetAttributes.times(new ClientTime(ACCESSED), new ClientTime(MODIFIED)));
        assertThat(attributes(link).modified()).isEqualTo(kept(MODIFIED));
        assertThat(attributes(file)).isEqualTo(before);
    }

    @Test
    void timesOfFifosAreSetWithoutOpeningThem() throws IOException {
        assumeFeature(Feature.FIFOS);
        NewObject fifo = new NewObject.Special(FileType.FIFO, Device.NONE, SetAttributes.NONE);
        FileId id = user.make(root, "fifo", fifo).id();
        user.set(id, SetAttributes.times(new ClientTime(ACCESSED), new ClientTime(MODIFIED)));
        assertThat(attributes(id).modified()).isEqualTo(kept(MODIFIED));
    }

    @Test
    void anyChangeMovesTheTimeOfChange() throws IOException {
        assumeFeature(Feature.CHANGE_TIMES);
        user.set(file, SetAttributes.times(new ClientTime(ACCESSED), new ClientTime(MODIFIED)));
        Instant changed = attributes(file).changed();
        assertThat(changed).isAfter(MODIFIED);
        user.set(file, SetAttributes.mode(0600));
        assertThat(attributes(file).changed()).isAfterOrEqualTo(changed);
        assertThat(attributes(file).modified()).isEqualTo(kept(MODIFIED));
    }

    @Test
    void changingNothingChangesNothing() throws IOException {
        Attributes before = attributes(file);
        user.set(file, SetAttributes.NONE);
        assertThat(attributes(file)).isEqualTo(before);
    }

    @Test
    void severalChangesAreMadeAtOnce() throws IOException {
        SetAttributes changes = SetAttributes.size(3).withTimes(new ClientTime(ACCESSED), new ClientTime(MODIFIED));
        user.set(file, changes);
        Attributes after = attributes(file);
        assertThat(after.size()).isEqualTo(3);
        // Set last, so the new size does not move it again.
        assertThat(after.modified()).isEqualTo(kept(MODIFIED));
        assertThat(after.accessed()).isEqualTo(kept(ACCESSED));
    }

    @Test
    void aFileIsMadeReadOnlyAndCutInOneCall() throws IOException {
        assumeFeature(Feature.MODES);
        user.set(file, SetAttributes.size(2).withMode(0444));
        assertThat(attributes(file).mode()).isEqualTo(0444);
        assertThat(attributes(file).size()).isEqualTo(2);
    }

    @Test
    void sizesThatCannotBeAreRefused() throws IOException {
        if (vfs().limits(file).maxFileSize() < Long.MAX_VALUE) {
            assertFails(() -> user.set(file, SetAttributes.size(Long.MAX_VALUE)), VfsError.FBIG, VfsError.INVAL);
            assertThat(attributes(file).size()).isEqualTo(8);
        } else {
            user.set(file, SetAttributes.size(Long.MAX_VALUE));
            assertThat(attributes(file).size()).isEqualTo(Long.MAX_VALUE);
        }
    }

    private Instant kept(Instant time) throws IOException {
        long grain = vfs().limits(file).timeGranularity().toNanos();
        long seconds = Math.max(1, grain / 1_000_000_000);
        long nanos = grain >= 1_000_000_000 ? 0 : time.getNano() / grain * grain;
        return Instant.ofEpochSecond(time.getEpochSecond() / seconds * seconds, nanos);
    }
}
