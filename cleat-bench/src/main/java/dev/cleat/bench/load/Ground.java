package dev.cleat.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What calls are about: the files that {@link Tree} has made, found through the server. */
final class Ground {
    private static final int MOUNT_OK = 0;

    final Handle root;
    final Handle small;
    final List<Handle> smallFiles = new ArrayList<>();
    final long[] smallIds;
    final Handle data;
    final Handle link;
    final Handle many;
    /** For each connection a file to write and a folder to make things in. */
    final List<Handle> written = new ArrayList<>();

    final List<Handle> scratch = new ArrayList<>();
    final Tree tree;

    private final Client client;
    private final Slot slot;

    private Ground(Client client, Handle root, Tree tree) throws IOException {
        this.client = client;
        this.slot = client.connection.slots[0];
        this.root = root;
        this.tree = tree;
        small = find(root, Tree.SMALL);
        smallIds = new long[tree.smallFiles()];
        for (int i = 0; i < smallIds.length; i++) {
            smallFiles.add(find(small, Tree.smallName(i)));
            smallIds[i] = slot.fileId;
        }
        data = find(root, Tree.DATA);
        link = find(root, Tree.LINK);
        many = find(root, Tree.MANY);
        for (int i = 0; i < tree.connections(); i++) {
            written.add(find(find(root, Tree.WRITTEN), Integer.toString(i)));
            scratch.add(find(find(root, Tree.SCRATCH), Integer.toString(i)));
        }
    }

    /** For a server that has no files. */
    private Ground(Client client, Tree tree) {
        this.client = client;
        this.slot = client.connection.slots[0];
        this.tree = tree;
        root = Handle.NONE;
        small = Handle.NONE;
        data = Handle.NONE;
        link = Handle.NONE;
        many = Handle.NONE;
        smallIds = new long[0];
    }

    static Ground none(Target target, Tree tree) throws IOException {
        try (Client client = new Client(target, new Shape(false, 1, 1), 0)) {
            return new Ground(client, tree);
        }
    }

    /** Mounts and looks up; the first wrong answer ends it. */
    static Ground find(Target target, Tree tree) throws IOException {
        Handle root;
        Shape single = new Shape(false, 1, 1);
        try (Client mount = new Client(Connection.open(target.mountPort(), single), target.uid(), 0)) {
            root = mount(mount, target.export());
        }
        try (Client client = new Client(target, single, 0)) {
            return new Ground(client, root, tree);
        }
    }

    private static Handle mount(Client client, String export) throws IOException {
        Slot slot = client.connection.slots[0];
        ByteBuffer out = client.beginMount(slot);
        Xdr.opaque(out, export.getBytes(StandardCharsets.UTF_8));
        client.await(slot, (same, in) -> {
            int status = in.getInt();
            if (status != MOUNT_OK) {
                throw new WrongAnswer(slot.op, "MOUNT of " + export + ": status " + status);
            }
            slot.handle = Handle.read(in, slot);
        });
        return slot.handle;
    }

    private Handle find(Handle folder, String name) throws IOException {
        ByteBuffer out = client.begin(slot, Op.LOOKUP);
        folder.write(out);
        Xdr.opaque(out, name.getBytes(StandardCharsets.US_ASCII));
        client.await(slot, (same, in) -> {
            Answers.ok(slot, in);
            Answers.found(slot, in);
        });
        return slot.handle;
    }
}
