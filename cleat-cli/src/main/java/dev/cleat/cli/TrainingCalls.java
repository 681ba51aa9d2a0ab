package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.PathConf;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.SymLink;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** What a client does in its first minute: each procedure of NFS version 3 but MKNOD. */
final class TrainingCalls {
    private static final int NFS = 100003;
    private static final int BYTES = 4096;

    private static final Name FILE = Name.of("file");
    private static final Name OTHER = Name.of("other");
    private static final Name FOLDER = Name.of("folder");
    private static final Name SYMBOLIC = Name.of("symbolic");

    private final int port;

    TrainingCalls(int port) {
        this.port = port;
    }

    void make(String path) throws IOException {
        try (NfsClient client = NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(NFS, port)
                .mountPort(port)
                .credential(new Credential.Sys(0, "training", 0, 0, List.of()))
                .build()) {
            Opaque root = client.mount(Name.of(path));
            look(client, root);
            change(client, root);
            client.unmount(Name.of(path));
        }
    }

    private static void look(NfsClient client, Opaque root) throws IOException {
        client.call(new FsInfo(root));
        client.call(new PathConf(root));
        client.call(new GetAttr(root));
        client.call(new FsStat(root));
        client.call(new Access(root, -1));
        client.call(new Lookup(root, FILE));
        client.call(new ReadDir(root, 0, 0, BYTES));
    }

    private static void change(NfsClient client, Opaque root) throws IOException {
        SetAttributes mode = SetAttributes.mode(0755);
        if (client.call(new Create(root, FILE, new Create.Unchecked(mode))) instanceof Created.Ok made
                && made.object() != null) {
            work(client, root, made.object());
        }
        client.call(new MkDir(root, FOLDER, mode));
        client.call(new SymLink(root, SYMBOLIC, mode, FILE));
        if (client.call(new Lookup(root, SYMBOLIC)) instanceof Lookup.Ok found) {
            client.call(new ReadLink(found.object()));
        }
        client.call(new ReadDirPlus(root, 0, 0, BYTES, 4 * BYTES));
        client.call(new RmDir(root, FOLDER));
        client.call(new Remove(root, SYMBOLIC));
    }

    private static void work(NfsClient client, Opaque root, Opaque file) throws IOException {
        client.call(new Write(file, 0, Stability.UNSTABLE, ByteBuffer.allocate(BYTES)));
        client.call(new Commit(file, 0, 0));
        client.call(new Read(file, 0, BYTES));
        client.call(new SetAttr(file, SetAttributes.size(1), null));
        client.call(new Link(file, root, OTHER));
        client.call(new Rename(root, OTHER, root, FILE));
        client.call(new Remove(root, FILE));
    }
}
