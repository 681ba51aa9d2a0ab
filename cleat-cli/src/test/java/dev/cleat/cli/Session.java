package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;
import java.util.List;

/** What somebody does with a mounted folder, in the calls of one version of the protocol. */
abstract class Session implements AutoCloseable {
    private final NfsClient client;
    private int calls;

    Session(NfsClient client) {
        this.client = client;
    }

    /** A line of {@code ls -l}. */
    record Entry(String name, String type, int mode, long size) {}

    final <R extends XdrEncodable> R call(Request<R> request) throws IOException {
        calls++;
        return client.call(request);
    }

    /** How many calls were made so far. */
    final int calls() {
        return calls;
    }

    final Opaque mount(String path) throws IOException {
        return client.mount(Name.of(path));
    }

    final void unmount(String path) throws IOException {
        client.unmount(Name.of(path));
    }

    abstract List<Entry> list(Opaque folder) throws IOException;

    abstract Opaque find(Opaque folder, String name) throws IOException;

    abstract Opaque create(Opaque folder, String name, int mode) throws IOException;

    abstract Opaque makeFolder(Opaque folder, String name) throws IOException;

    abstract void write(Opaque file, byte[] contents) throws IOException;

    abstract byte[] read(Opaque file) throws IOException;

    abstract void changeMode(Opaque object, int mode) throws IOException;

    abstract int mode(Opaque object) throws IOException;

    abstract void makeLink(Opaque folder, String name, String target) throws IOException;

    abstract String linkTarget(Opaque link) throws IOException;

    abstract void rename(Opaque folder, String from, String to) throws IOException;

    abstract void remove(Opaque folder, String name) throws IOException;

    abstract void removeFolder(Opaque folder, String name) throws IOException;

    /** In bytes. */
    abstract long free(Opaque folder) throws IOException;

    @Override
    public final void close() throws IOException {
        client.close();
    }
}
