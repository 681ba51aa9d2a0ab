package dev.cleat.nfs3.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.ClientRule;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.Squash;
import dev.cleat.export.file.TestServer;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.Wcc;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an export's rules do to calls. */
class ExportRulesTest {
    private final TestServer server = new TestServer(HandleKey.random());

    @AfterEach
    void end() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    @Test
    void theSuperuserIsSquashedUnlessTold() throws IOException {
        assertThat(ownerMadeBy(Squash.ROOT, 0, 0)).isEqualTo(new Caller(77, 88));
        assertThat(ownerMadeBy(Squash.NONE, 0, 0)).isEqualTo(new Caller(0, 0));
        assertThat(ownerMadeBy(Squash.ALL, 0, 0)).isEqualTo(new Caller(77, 88));
    }

    @Test
    void othersAreSquashedOnlyWithAll() throws IOException {
        assertThat(ownerMadeBy(Squash.ROOT, 1000, 100)).isEqualTo(new Caller(1000, 100));
        assertThat(ownerMadeBy(Squash.ROOT, 1000, 0)).isEqualTo(new Caller(1000, 88));
        assertThat(ownerMadeBy(Squash.ALL, 1000, 100)).isEqualTo(new Caller(77, 88));
    }

    @Test
    void aReadOnlyExportChangesNothing() throws IOException {
        MemoryVfs vfs = new MemoryVfs();
        server.export("rw", vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE));
        server.export("ro", vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE).withReadOnly(true));
        TestServer.Client client = server.client(0, 0);
        Opaque root = client.root("ro");

        Created made = create(client, root, "a");
        assertThat(((Created.Failed) made).status()).isEqualTo(Status.ROFS);
        Access.Ok access = (Access.Ok) client.call(new Access(root, 0x3F));
        assertThat(access.access()).isEqualTo(Access.READ | Access.LOOKUP);
    }

    @Test
    void aReadOnlyExportLetsFilesBeExecuted() throws IOException {
        MemoryVfs vfs = new MemoryVfs();
        server.export("rw", vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE));
        server.export("ro", vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE).withReadOnly(true));
        TestServer.Client client = server.client(0, 0);
        Opaque program = object(create(client, client.root("rw"), "run"));
        client.call(new SetAttr(program, SetAttributes.mode(0755), null));

        Opaque same = ((Lookup.Ok) client.call(new Lookup(client.root("ro"), Name.of("run")))).object();
        Access.Ok access = (Access.Ok) client.call(new Access(same, 0x3F));
        assertThat(access.access()).isEqualTo(Access.READ | Access.EXECUTE);
    }

    @Test
    void rulesAreKeptInEveryCallNotAtMountAlone() throws IOException {
        MemoryVfs vfs = new MemoryVfs();
        ExportOptions here = ExportOptions.DEFAULT.withClients(List.of(ClientRule.parse("192.0.2.0/24")));
        server.export("files", vfs, here);
        TestServer.Client inside = server.client(at("192.0.2.7", 700), 1, 1);
        TestServer.Client outside = server.client(at("198.51.100.7", 700), 1, 1);
        Opaque root = inside.root("files");
        assertThat(inside.call(new GetAttr(root))).isInstanceOf(GetAttr.Ok.class);
        assertThat(outside.call(new GetAttr(root))).isEqualTo(new GetAttr.Failed(Status.ACCES));

        server.export("files", vfs, here.withClients(List.of()));
        assertThat(inside.call(new GetAttr(root))).isEqualTo(new GetAttr.Failed(Status.ACCES));
        server.exports.remove("files");
        assertThat(inside.call(new GetAttr(root))).isEqualTo(new GetAttr.Failed(Status.STALE));
    }

    @Test
    void privilegedPortsAreDemandedOnlyWhereTold() throws IOException {
        server.export("files", new MemoryVfs(), ExportOptions.DEFAULT.withPrivilegedPorts(true));
        TestServer.Client privileged = server.client(at("127.0.0.1", 1023), 1, 1);
        Opaque root = privileged.root("files");
        assertThat(privileged.call(new GetAttr(root))).isInstanceOf(GetAttr.Ok.class);
        assertThat(server.client(at("127.0.0.1", 1024), 1, 1).call(new GetAttr(root)))
                .isEqualTo(new GetAttr.Failed(Status.ACCES));
    }

    @Test
    void handlesDoNotReachIntoOtherExports() throws IOException {
        server.export("a", new MemoryVfs(), ExportOptions.DEFAULT.withSquash(Squash.NONE));
        server.export("b", new MemoryVfs(), ExportOptions.DEFAULT.withSquash(Squash.NONE));
        TestServer.Client client = server.client(0, 0);
        Opaque inA = object(create(client, client.root("a"), "x"));

        Rename.Result moved = client.call(new Rename(client.root("a"), Name.of("x"), client.root("b"), Name.of("x")));
        assertThat(((Rename.Failed) moved).status()).isEqualTo(Status.XDEV);
        Link.Result linked = client.call(new Link(inA, client.root("b"), Name.of("x")));
        assertThat(((Link.Failed) linked).status()).isEqualTo(Status.XDEV);
    }

    @Test
    void theListingRootShowsAllExportsAndLeadsIntoThem() throws IOException {
        server.export("music", new MemoryVfs(), ExportOptions.DEFAULT.withSquash(Squash.NONE));
        server.export("photos", new MemoryVfs(), ExportOptions.DEFAULT.withSquash(Squash.NONE));
        TestServer.Client client = server.client(0, 0);
        Opaque listing = client.root(null);

        ReadDir.Ok names = (ReadDir.Ok) client.call(new ReadDir(listing, 0, 0, 4096));
        assertThat(names.entries())
                .extracting(entry -> entry.name().toString())
                .containsExactly(".", "..", "music", "photos");
        assertThat(names.eof()).isTrue();
        ReadDirPlus.Ok plus = (ReadDirPlus.Ok) client.call(new ReadDirPlus(listing, 2, 0, 4096, 4096));
        assertThat(plus.entries()).extracting(ReadDirPlus.Entry::handle).containsOnlyNulls();

        Lookup.Ok photos = (Lookup.Ok) client.call(new Lookup(listing, Name.of("photos")));
        assertThat(photos.object()).isEqualTo(client.root("photos"));
        assertThat(((Lookup.Failed) client.call(new Lookup(listing, Name.of("none")))).status())
                .isEqualTo(Status.NOENT);
        assertThat(((Created.Failed) create(client, listing, "new")).status()).isEqualTo(Status.ROFS);
        Attributes above = ((GetAttr.Ok) client.call(new GetAttr(listing))).attributes();
        Attributes below = ((GetAttr.Ok) client.call(new GetAttr(photos.object()))).attributes();
        assertThat(above.fsid()).isNotEqualTo(below.fsid());
    }

    @Test
    void attributesBeforeAreLeftOutWhereOthersWriteToo() throws IOException {
        server.export(
                "files",
                new MemoryVfs(),
                ExportOptions.DEFAULT.withSquash(Squash.NONE).withHostWrites(true));
        TestServer.Client client = server.client(0, 0);
        Created.Ok made = (Created.Ok) create(client, client.root("files"), "a");
        Wcc directory = made.directory();
        assertThat(directory.before()).isNull();
        assertThat(directory.after()).isNotNull();
    }

    private Caller ownerMadeBy(Squash squash, int uid, int gid) throws IOException {
        MemoryVfs vfs = new MemoryVfs();
        vfs.setAttributes(vfs.root(), SetAttributes.mode(0777), Caller.ROOT);
        server.export("files", vfs, ExportOptions.DEFAULT.withSquash(squash).withAnonymous(77, 88));
        TestServer.Client client = server.client(uid, gid);
        Created.Ok made = (Created.Ok) create(client, client.root("files"), "a");
        Attributes attributes = Objects.requireNonNull(made.attributes());
        return new Caller(attributes.uid(), attributes.gid());
    }

    private static Created create(TestServer.Client client, Opaque directory, String name) throws IOException {
        return client.call(new Create(directory, Name.of(name), new Create.Guarded(SetAttributes.mode(0644))));
    }

    private static Opaque object(Created made) {
        return Objects.requireNonNull(((Created.Ok) made).object());
    }

    private static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }
}
