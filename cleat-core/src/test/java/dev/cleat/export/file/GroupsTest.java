package dev.cleat.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Status;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups that the server looks up, in place of those that clients name. */
class GroupsTest {
    private static final int USER = 1000;
    private static final int TEAM = 5000;

    private final MemoryVfs files = new MemoryVfs();
    private final TestServer server = new TestServer(HandleKey.random());
    private final Map<Integer, Caller> users = new ConcurrentHashMap<>();
    private final List<String> askedOn = new ArrayList<>();
    private boolean down;

    @BeforeEach
    void serveAFileOfTheTeam() throws IOException {
        files.create(
                files.root(),
                Name.of("plan"),
                new NewObject.RegularFile(SetAttributes.NONE.withMode(0640).withOwner(0, TEAM)),
                Caller.ROOT);
        server.export("files", files, ExportOptions.DEFAULT);
        server.exports.askGroups(this::find);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Caller find(int uid) throws IOException {
        synchronized (askedOn) {
            askedOn.add(Thread.currentThread().getName());
        }
        if (down) {
            throw new IOException("the directory service is down");
        }
        return users.get(uid);
    }

    private static Opaque handleOf(TestServer.Client client) throws IOException {
        return client.call(new Lookup(client.root("files"), Name.of("plan"))) instanceof Lookup.Ok found
                ? found.object()
                : Opaque.EMPTY;
    }

    private static boolean mayRead(TestServer.Client client, Opaque plan) throws IOException {
        return client.call(new Access(plan, Access.READ)) instanceof Access.Ok ok && ok.access() == Access.READ;
    }

    private boolean mayRead(int uid, int gid, int... gids) throws IOException {
        TestServer.Client client = server.client(uid, gid, gids);
        return mayRead(client, handleOf(client));
    }

    @Test
    void aUserHasMoreGroupsThanACredentialHolds() throws IOException {
        users.put(
                USER,
                new Caller(USER, 100, IntStream.rangeClosed(TEAM - 40, TEAM).toArray()));

        assertThat(mayRead(USER, 100)).isTrue();
    }

    @Test
    void groupsThatAClientNamesAreNotBelieved() throws IOException {
        users.put(USER, new Caller(USER, 100));

        assertThat(mayRead(USER, 100, TEAM)).isFalse();
        assertThat(mayRead(USER, TEAM)).isFalse();
    }

    @Test
    void whoIsUnknownHasNoGroups() throws IOException {
        assertThat(mayRead(USER, TEAM, TEAM)).isFalse();
    }

    @Test
    void theLookupIsNeverAskedWhereNobodyMayWait() throws IOException {
        users.put(USER, new Caller(USER, TEAM));

        mayRead(USER, TEAM);

        assertThat(askedOn).containsExactly("test-pool");
    }

    @Test
    void theSuperuserIsNotLookedUp() throws IOException {
        mayRead(0, 0);

        assertThat(askedOn).isEmpty();
    }

    @Test
    void aLookupThatFailsHasTheClientTryAgain() throws IOException {
        users.put(USER, new Caller(USER, TEAM));
        Opaque plan = handleOf(server.client(0, 0));
        TestServer.Client client = server.client(USER, TEAM);
        down = true;

        assertThat(client.call(new Access(plan, Access.READ)))
                .isInstanceOfSatisfying(
                        Access.Failed.class,
                        failed -> assertThat(failed.status()).isEqualTo(Status.JUKEBOX));

        down = false;
        assertThat(mayRead(client, plan)).isTrue();
    }
}
