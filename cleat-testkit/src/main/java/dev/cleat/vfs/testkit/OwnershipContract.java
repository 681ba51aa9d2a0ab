package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may change owner, mode and times, and what becomes of setuid and setgid. */
public abstract class OwnershipContract extends Contract {
    private static final int OWNER = 1000;
    private static final int GROUP = 2000;
    private static final int SECOND_GROUP = 2001;

    private VfsUser owner;
    private VfsUser stranger;
    private FileId file;

    @BeforeEach
    final void makeFile() throws IOException {
        assumeWritable();
        assumeFeature(Feature.CALLERS);
        assumeFeature(Feature.OWNERS);
        assumeFeature(Feature.MODES);
        user.set(root, SetAttributes.mode(0777));
        owner = user(OWNER, GROUP, SECOND_GROUP);
        stranger = user(1003, 1003);
        file = owner.file(root, "file", "contents").id();
    }

    @Test
    void onlyOwnerAndSuperuserChangeTheMode() throws IOException {
        user.set(file, SetAttributes.mode(0666));
        assertFails(() -> stranger.set(file, SetAttributes.mode(0600)), VfsError.PERM);
        owner.set(file, SetAttributes.mode(0600));
        assertThat(attributes(file).mode()).isEqualTo(0600);
    }

    @Test
    void nobodyGivesFilesAwayButTheSuperuser() throws IOException {
        assertFails(() -> owner.set(file, SetAttributes.owner(1003, null)), VfsError.PERM);
        assertFails(() -> stranger.set(file, SetAttributes.owner(1003, null)), VfsError.PERM);
        owner.set(file, SetAttributes.owner(OWNER, null));
        assertThat(attributes(file).uid()).isEqualTo(OWNER);
    }

    @Test
    void theOwnerGivesAFileToAnyGroupItIsIn() throws IOException {
        assertFails(() -> owner.set(file, SetAttributes.owner(null, 1003)), VfsError.PERM);
        assertFails(() -> stranger.set(file, SetAttributes.owner(null, 1003)), VfsError.PERM);
        owner.set(file, SetAttributes.owner(null, SECOND_GROUP));
        assertThat(attributes(file).gid()).isEqualTo(SECOND_GROUP);
    }

    @Test
    void aNewFileCannotBeMadeForOthers() throws IOException {
        NewObject foreign = new NewObject.RegularFile(SetAttributes.owner(1003, null));
        assertFails(() -> owner.make(root, "foreign", foreign), VfsError.PERM);
        NewObject ours = new NewObject.RegularFile(SetAttributes.owner(OWNER, SECOND_GROUP));
        assertThat(owner.make(root, "ours", ours).attributes().gid()).isEqualTo(SECOND_GROUP);
    }

    @Test
    void onlyOwnerAndSuperuserSetTimesOfTheirOwn() throws IOException {
        user.set(file, SetAttributes.mode(0666));
        ClientTime time = new ClientTime(Instant.ofEpochSecond(1_000_000_000));
        assertFails(() -> stranger.set(file, SetAttributes.times(time, time)), VfsError.PERM, VfsError.ACCES);
        owner.set(file, SetAttributes.times(time, time));
        assertThat(attributes(file).modified()).isEqualTo(time.time());
    }

    @Test
    void whoeverMayWriteSetsBothTimesToNow() throws IOException {
        SetAttributes now = SetAttributes.times(new ServerTime(), new ServerTime());
        user.set(file, SetAttributes.mode(0644));
        assertFails(() -> stranger.set(file, now), VfsError.ACCES, VfsError.PERM);
        user.set(file, SetAttributes.mode(0646));
        ClientTime longAgo = new ClientTime(Instant.ofEpochSecond(1_000_000_000));
        user.set(file, SetAttributes.times(longAgo, longAgo));
        stranger.set(file, now);
        assertThat(attributes(file).modified()).isAfter(longAgo.time());
        user.set(file, SetAttributes.mode(0));
        owner.set(file, now);
    }

    /** As Linux clients ask when somebody truncates a file of another's. */
    @Test
    void whoeverMayWriteSetsOneTimeToNow() throws IOException {
        SetAttributes now = SetAttributes.times(null, new ServerTime());
        user.set(file, SetAttributes.mode(0646));
        ClientTime longAgo = new ClientTime(Instant.ofEpochSecond(1_000_000_000));
        user.set(file, SetAttributes.times(longAgo, longAgo));
        stranger.set(file, now);
        assertThat(attributes(file).modified()).isAfter(longAgo.time());
        assertThat(attributes(file).accessed()).isEqualTo(longAgo.time());
        stranger.set(file, now.withSize(0L));
        user.set(file, SetAttributes.mode(0644));
        assertFails(() -> stranger.set(file, now), VfsError.ACCES, VfsError.PERM);
    }

    @Test
    void aRefusedChangeLeavesNoneOfTheOthersBehind() throws IOException {
        user.set(file, SetAttributes.mode(0666));
        Attributes before = attributes(file);
        assertFails(() -> stranger.set(file, SetAttributes.size(0).withMode(0777)), VfsError.PERM);
        assertFails(() -> owner.set(file, SetAttributes.size(0).withOwner(1003, null)), VfsError.PERM);
        assertThat(attributes(file).size()).isEqualTo(before.size());
        assertThat(attributes(file).mode()).isEqualTo(before.mode());
    }

    @Test
    void aWriteLeavesNeitherSetuidNorSetgidStanding() throws IOException {
        owner.set(file, SetAttributes.mode(06775));
        assertThat(attributes(file).mode()).isEqualTo(06775);
        owner.write(file, 0, "x");
        assertThat(attributes(file).mode()).isEqualTo(0775);
    }

    @Test
    void aNewSizeLeavesNeitherSetuidNorSetgidStanding() throws IOException {
        owner.set(file, SetAttributes.mode(06775));
        owner.set(file, SetAttributes.size(1));
        assertThat(attributes(file).mode()).isEqualTo(0775);
    }

    @Test
    void theSuperuserWritesWithoutClearingThem() throws IOException {
        user.set(file, SetAttributes.mode(06775));
        user.as(Caller.ROOT).write(file, 0, "x");
        assertThat(attributes(file).mode()).isEqualTo(06775);
    }

    @Test
    void onlyMembersOfTheGroupSetSetgid() throws IOException {
        user.set(file, SetAttributes.owner(OWNER, 1003));
        owner.set(file, SetAttributes.mode(02755));
        assertThat(attributes(file).mode()).isEqualTo(0755);
        user.set(file, SetAttributes.owner(OWNER, SECOND_GROUP));
        owner.set(file, SetAttributes.mode(02755));
        assertThat(attributes(file).mode()).isEqualTo(02755);
    }

    @Test
    void aSetgidDirectoryHandsItsGroupDown() throws IOException {
        FileId directory = user.directory(root, "directory", 02777).id();
        user.set(directory, SetAttributes.owner(null, 1003));
        user.set(directory, SetAttributes.mode(02777));
        Attributes inner = owner.directory(directory, "inner", 0755).attributes();
        assertThat(inner.gid()).isEqualTo(1003);
        assertThat(inner.mode()).isEqualTo(02755);
        Attributes made = owner.file(directory, "file", 0644).attributes();
        assertThat(made.gid()).isEqualTo(1003);
        assertThat(made.mode()).isEqualTo(0644);
        assertThat(owner.file(directory, "program", 02755).attributes().mode()).isEqualTo(0755);
    }

    @Test
    void theFileOfAnotherGroupKeepsItsOwnerWhenWritten() throws IOException {
        user.set(file, SetAttributes.mode(0666));
        stranger.write(file, 0, "CON");
        assertThat(owner.text(file)).isEqualTo("CONtents");
        assertThat(attributes(file).uid()).isEqualTo(OWNER);
        assertThat(attributes(file).gid()).isEqualTo(GROUP);
    }
}
