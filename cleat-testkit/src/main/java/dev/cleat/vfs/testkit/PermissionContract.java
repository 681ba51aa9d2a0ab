package dev.cleat.vfs.testkit;

import static dev.cleat.vfs.Permissions.EXECUTE;
import static dev.cleat.vfs.Permissions.READ;
import static dev.cleat.vfs.Permissions.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what by mode: every caller, every mode, every operation, against {@link Permissions}. */
public abstract class PermissionContract extends Contract {
    private static final int OWNER = 1000;
    private static final int GROUP = 2000;

    private List<VfsUser> callers;

    @BeforeEach
    final void assumeCallersMatter() throws IOException {
        assumeWritable();
        assumeFeature(Feature.CALLERS);
        assumeFeature(Feature.OWNERS);
        assumeFeature(Feature.MODES);
        user.set(root, SetAttributes.mode(0755));
        callers = List.of(user(OWNER, 1), user(1001, GROUP), user(1002, 5, 7, GROUP), user(1003, 1003, 8), user(0, 0));
    }

    @Test
    void filesAreReadAndWrittenAsTheirModeSays() throws IOException {
        FileId file = user.file(root, "file", "contents").id();
        user.set(file, SetAttributes.owner(OWNER, GROUP));
        for (int mode : modes()) {
            user.set(file, SetAttributes.mode(mode));
            for (VfsUser each : callers) {
                Attributes attributes = attributes(file);
                boolean owns = Permissions.isOwner(attributes, each.caller());
                int granted = Permissions.granted(attributes, each.caller());
                String who = describe(each, mode);
                expect(who + " reads", owns || (granted & (READ | EXECUTE)) != 0, () -> each.read(file, 0, 1));
                boolean writes = owns || (granted & WRITE) != 0;
                expect(who + " writes", writes, () -> each.write(file, 0, "x"));
                expect(who + " cuts", writes, () -> each.set(file, SetAttributes.size(4)));
            }
        }
    }

    @Test
    void directoriesAreUsedAsTheirModeSays() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        user.file(directory, "present");
        user.set(directory, SetAttributes.owner(OWNER, GROUP));
        for (int mode : modes()) {
            user.set(directory, SetAttributes.mode(mode));
            for (VfsUser each : callers) {
                int granted = Permissions.granted(attributes(directory), each.caller());
                boolean searches = (granted & EXECUTE) != 0;
                boolean changes = searches && (granted & WRITE) != 0;
                String who = describe(each, mode);
                expect(who + " lists", (granted & READ) != 0, () -> each.listNames(directory, 0, 10));
                expect(who + " looks up", searches, () -> each.lookup(directory, "present"));
                expect(who + " creates", changes, () -> each.file(directory, "new"));
                expect(who + " makes a directory", changes, () -> each.directory(directory, "newer"));
                expect(who + " renames", changes, () -> each.rename(directory, "present", directory, "renamed"));
                if (changes) {
                    each.rename(directory, "renamed", directory, "present");
                    each.remove(directory, "new");
                    each.removeDirectory(directory, "newer");
                } else {
                    expect(who + " removes", false, () -> each.remove(directory, "present"));
                }
            }
        }
    }

    @Test
    void accessAnswersWhatTheModeSays() throws IOException {
        FileId file = user.file(root, "file").id();
        FileId directory = user.directory(root, "directory").id();
        for (FileId object : List.of(file, directory)) {
            user.set(object, SetAttributes.owner(OWNER, GROUP));
            for (int mode : modes()) {
                user.set(object, SetAttributes.mode(mode));
                Attributes attributes = attributes(object);
                for (VfsUser each : callers) {
                    assertThat(vfs().access(object, attributes, each.caller()))
                            .as(describe(each, mode))
                            .isEqualTo(Permissions.granted(attributes, each.caller()));
                }
            }
        }
    }

    @Test
    void theOwnerReadsAndWritesWhateverTheMode() throws IOException {
        FileId directory = user.directory(root, "directory", 0777).id();
        VfsUser owner = user(OWNER, GROUP);
        FileId file = owner.file(directory, "file", 0).id();
        owner.write(file, 0, "contents");
        assertThat(owner.text(file)).isEqualTo("contents");
        owner.set(file, SetAttributes.size(3));
        assertThat(owner.text(file)).isEqualTo("con");
    }

    @Test
    void whatCanBeExecutedCanBeRead() throws IOException {
        FileId program = user.file(root, "program", "code").id();
        user.set(program, SetAttributes.mode(0111));
        assertThat(user(OWNER, GROUP).text(program)).isEqualTo("code");
    }

    @Test
    void attributesAreNobodysSecret() throws IOException {
        FileId hidden =
                user.file(user.directory(root, "closed", 0).id(), "hidden", 0).id();
        VfsUser stranger = user(OWNER, GROUP);
        assertThat(stranger.attributes(hidden)).isEqualTo(user.attributes(hidden));
    }

    @Test
    void bothDirectoriesOfARenameMustBeWritable() throws IOException {
        FileId open = user.directory(root, "open", 0777).id();
        FileId closed = user.directory(root, "closed", 0755).id();
        VfsUser owner = user(OWNER, GROUP);
        owner.file(open, "file");
        user.file(closed, "file");
        assertFails(() -> owner.rename(open, "file", closed, "moved"), VfsError.ACCES);
        assertFails(() -> owner.rename(closed, "file", open, "moved"), VfsError.ACCES);
        assertThat(user.names(open)).containsExactly("file");
        assertThat(user.names(closed)).containsExactly("file");
    }

    @Test
    void movingADirectoryElsewhereIsAWriteToIt() throws IOException {
        FileId left = user.directory(root, "left", 0777).id();
        FileId right = user.directory(root, "right", 0777).id();
        user.directory(left, "moved", 0755);
        VfsUser stranger = user(OWNER, GROUP);
        assertFails(() -> stranger.rename(left, "moved", right, "moved"), VfsError.ACCES);
        stranger.rename(left, "moved", left, "renamed");
        assertThat(user.names(left)).containsExactly("renamed");
    }

    @Test
    void inAStickyDirectoryOnlyOwnersRemoveAndRename() throws IOException {
        FileId sticky = user.directory(root, "sticky", 01777).id();
        VfsUser owner = user(OWNER, GROUP);
        VfsUser stranger = user(1003, GROUP);
        owner.file(sticky, "file");
        owner.directory(sticky, "directory");
        stranger.file(sticky, "other");
        VfsError[] refused = {VfsError.PERM, VfsError.ACCES};
        assertFails(() -> stranger.remove(sticky, "file"), refused);
        assertFails(() -> stranger.removeDirectory(sticky, "directory"), refused);
        assertFails(() -> stranger.rename(sticky, "file", sticky, "taken"), refused);
        assertFails(() -> stranger.rename(sticky, "other", sticky, "file"), refused);
        owner.rename(sticky, "file", sticky, "renamed");
        owner.remove(sticky, "renamed");
        user.set(sticky, SetAttributes.owner(1003, null));
        stranger.removeDirectory(sticky, "directory");
        assertThat(user.names(sticky)).containsExactly("other");
    }

    @Test
    void linkingNeedsAWritableDirectory() throws IOException {
        assumeHardLinks();
        FileId closed = user.directory(root, "closed", 0755).id();
        FileId open = user.directory(root, "open", 0777).id();
        VfsUser owner = user(OWNER, GROUP);
        FileId file = owner.file(open, "file").id();
        assertFails(() -> owner.link(file, closed, "second"), VfsError.ACCES);
        owner.link(file, open, "second");
        assertThat(attributes(file).links()).isEqualTo(2);
    }

    /** Every value of three bits for the owner, the group, the others, and all of them; the rest none or all. */
    private static List<Integer> modes() {
        List<Integer> modes = new ArrayList<>();
        for (int bits = 0; bits <= 7; bits++) {
            for (int place : new int[] {0100, 0010, 0001, 0111}) {
                modes.add(bits * place);
                modes.add(0777 & ~(bits * place));
            }
        }
        return modes;
    }

    private static String describe(VfsUser each, int mode) {
        return each.caller() + " on mode " + Integer.toOctalString(mode);
    }

    private static void expect(String what, boolean allowed, ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        if (allowed) {
            assertThat(failure).as(what).isNull();
        } else {
            assertThat(failure).as(what).isInstanceOf(IOException.class);
            assertThat(VfsException.errorOf((IOException) failure)).as(what).isEqualTo(VfsError.ACCES);
        }
    }
}
