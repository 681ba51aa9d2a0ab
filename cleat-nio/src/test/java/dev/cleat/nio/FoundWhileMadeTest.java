package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that another client lists or looks up between its making and the answer to who made it has one handle. */
class FoundWhileMadeTest {
    private static final Name NAME = Name.of("file");

    @TempDir
    Path served;

    private final List<FileId> found = new ArrayList<>();
    private boolean looking;
    private NioVfs vfs;
    private VfsUser user;

    @BeforeEach
    void serve() throws IOException {
        vfs = NioVfs.of(served, watched(new InMemoryIdMap()));
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        vfs.close();
    }

    /** Looks the file up as soon as it is there, before the map is asked for it. */
    private IdMap watched(IdMap ids) {
        return (IdMap) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IdMap.class}, (proxy, method, arguments) -> {
                    if (!looking && method.getName().equals("find") && Files.exists(served.resolve("file"))) {
                        looking = true;
                        found.add(vfs.lookup(vfs.root(), NAME, Caller.ROOT).id());
                        looking = false;
                    }
                    try {
                        return method.invoke(ids, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whoFoundItHasTheHandleOfWhoMadeIt() throws IOException {
        FileId made = vfs.create(vfs.root(), NAME, new NewObject.RegularFile(SetAttributes.mode(0644)), Caller.ROOT)
                .id();
        assertThat(found).isNotEmpty().containsOnly(made);
        assertThat(user.text(made)).isEmpty();
    }
}
