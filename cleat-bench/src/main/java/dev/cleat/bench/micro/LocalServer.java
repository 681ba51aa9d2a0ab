package dev.cleat.bench.micro;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.Squash;
import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.HandleSealBenchmark;
import dev.cleat.nfs3.server.Nfs3Service;
import dev.cleat.rpc.Receiver;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Workers;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;

/** NFS over files in memory, without sockets: calls are carried out by the thread that brings them. */
final class LocalServer implements AutoCloseable {
    private static final int EXPORT = 1;
    private static final int ENTRIES = 1_000;

    final Receiver receiver;
    private final HandleKey key = HandleKey.random();
    private final MemoryVfs files = new MemoryVfs();
    private final Workers workers = new Workers(1, 16, 16, Thread::new);
    private final FileId folder;

    LocalServer() {
        ExportTable table = new ExportTable(key, name -> EXPORT, InstantSource.system(), new SecureRandom());
        try {
            table.put(new Export("bench", null, files, ExportOptions.DEFAULT.withSquash(Squash.NONE)));
            folder = create(files.root(), "folder", new NewObject.Directory(SetAttributes.NONE));
            for (int i = 0; i < ENTRIES; i++) {
                create(folder, "entry-" + i, new NewObject.RegularFile(SetAttributes.NONE));
            }
        } catch (IOException full) {
            // JMH wants constructors that throw nothing of the kind.
            throw new UncheckedIOException(full);
        }
        receiver = RpcServer.builder(workers)
                .service(Nfs3Service.of(table))
                .build()
                .receiver();
    }

    private FileId create(FileId parent, String name, NewObject object) throws IOException {
        return files.create(parent, Name.of(name), object, Caller.ROOT).id();
    }

    /** Of a folder with a thousand files, {@code entry-0} and so on. */
    Opaque folder() {
        return HandleSealBenchmark.handle(key, EXPORT, folder);
    }

    /** A whole call, as root makes it. */
    static ByteBuffer call(Request<?> request) {
        XdrWriter out = new XdrWriter();
        var procedure = request.procedure();
        int[] header = {
            1, 0, 2, procedure.version().program(), procedure.version().version(), procedure.number()
        };
        for (int word : header) {
            out.writeInt(word);
        }
        // AUTH_SYS of a machine without a name, user and group 0; a verifier of AUTH_NONE.
        for (int word : new int[] {1, 20, 0, 0, 0, 0, 0, 0, 0}) {
            out.writeInt(word);
        }
        request.encode(out);
        return out.toBuffer();
    }

    @Override
    public void close() {
        workers.close();
    }
}
