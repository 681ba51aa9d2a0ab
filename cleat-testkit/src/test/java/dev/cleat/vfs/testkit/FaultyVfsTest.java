package dev.cleat.vfs.testkit;

import static dev.cleat.vfs.testkit.Contract.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.decorate.VfsOperation;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyVfsTest {
    private final FaultyVfs vfs = new FaultyVfs(new MemoryVfs());
    private final VfsUser user = new VfsUser(vfs, Caller.ROOT);
    private final FileId root = vfs.root();
    private FileId file;
    private FileId link;

    @BeforeEach
    void makeFiles() throws IOException {
        file = user.file(root, "file", "contents").id();
        link = user.symbolicLink(root, "link", "file").id();
        user.directory(root, "directory");
    }

    @Test
    void everyOperationFailsWithItsOwnError() throws IOException {
        Map<VfsOperation, ThrowingCallable> calls = calls();
        assertThat(calls).containsOnlyKeys(VfsOperation.values());
        for (Map.Entry<VfsOperation, ThrowingCallable> call : calls.entrySet()) {
            vfs.fail(call.getKey(), VfsError.DQUOT);
            assertFails(call.getValue(), VfsError.DQUOT);
            vfs.heal(call.getKey());
        }
        assertThat(user.names(root)).containsExactly("file", "link", "directory");
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void aSingleFailureIsFollowedBySuccess() throws IOException {
        vfs.failOnce(VfsOperation.READ, VfsError.JUKEBOX);
        assertFails(() -> user.text(file), VfsError.JUKEBOX);
        assertThat(user.text(file)).isEqualTo("contents");
        assertThat(vfs.calls(VfsOperation.READ)).isEqualTo(2);
    }

    @Test
    void aBugInABackEndIsPlayedByAnUncheckedException() {
        vfs.strike(VfsOperation.LOOKUP, () -> {
            throw new IllegalStateException("bug");
        });
        assertThatThrownBy(() -> user.lookup(root, "file")).hasMessage("bug");
    }

    @Test
    void aHeldOperationGoesOnWhenTheLatchOpens() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        vfs.hold(VfsOperation.READ, until);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<String> read = executor.submit(() -> {
                entered.countDown();
                return user.text(file);
            });
            entered.await();
            assertThat(read.isDone()).isFalse();
            until.countDown();
            assertThat(read.get()).isEqualTo("contents");
        }
    }

    private Map<VfsOperation, ThrowingCallable> calls() throws IOException {
        Attributes attributes = vfs.attributes(file);
        Map<VfsOperation, ThrowingCallable> calls = new EnumMap<>(VfsOperation.class);
        calls.put(VfsOperation.ATTRIBUTES, () -> vfs.attributes(file));
        calls.put(VfsOperation.LOOKUP, () -> user.lookup(root, "file"));
        calls.put(VfsOperation.READ, () -> user.text(file));
        calls.put(VfsOperation.LIST, () -> user.names(root));
        calls.put(VfsOperation.READ_LINK, () -> user.readLink(link));
        calls.put(VfsOperation.ACCESS, () -> vfs.access(file, attributes, Caller.ROOT));
        calls.put(VfsOperation.SPACE, () -> vfs.space(file));
        calls.put(VfsOperation.LIMITS, () -> vfs.limits(file));
        calls.put(VfsOperation.CREATE, () -> user.make(root, "new", new NewObject.RegularFile(SetAttributes.NONE)));
        calls.put(VfsOperation.SET_ATTRIBUTES, () -> user.set(file, SetAttributes.mode(0)));
        calls.put(VfsOperation.WRITE, () -> user.write(file, 0, "x"));
        calls.put(VfsOperation.COMMIT, () -> user.writable().commit(file));
        calls.put(VfsOperation.REMOVE, () -> user.remove(root, "file"));
        calls.put(VfsOperation.REMOVE_DIRECTORY, () -> user.removeDirectory(root, "directory"));
        calls.put(VfsOperation.RENAME, () -> user.rename(root, "file", root, "renamed"));
        calls.put(VfsOperation.LINK, () -> user.link(file, root, "second"));
        return calls;
    }
}
