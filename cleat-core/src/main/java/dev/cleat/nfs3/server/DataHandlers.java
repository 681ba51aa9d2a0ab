package dev.cleat.nfs3.server;

import dev.cleat.export.file.Change;
import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.export.file.WritableFile;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Wcc;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Attributes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What moves file data. */
final class DataHandlers {
    private final ExportTable exports;

    DataHandlers(ExportTable exports) {
        this.exports = exports;
    }

    /** RFC 1813 §3.3.6. */
    Read.Result read(Read arguments, Call call) throws IOException {
        ExportedFile file = exports.open(arguments.file(), call);
        ByteBuffer data = call.payload(Math.min(arguments.count(), Transfer.maxOf(call)));
        boolean ended = file.read(arguments.offset(), data);
        data.flip();
        Attributes attributes = file.attributesIfKnown();
        // iPXE takes the last byte for the end only where eof says so, and asks no further.
        boolean last = attributes != null && attributes.size() <= arguments.offset() + data.remaining();
        return new Read.Ok(attributes, ended || last, data);
    }

    /** RFC 1813 §3.3.7. */
    Write.Result write(Write arguments, Call call) throws IOException {
        WritableFile file = exports.open(arguments.file(), call).writable();
        // Taken before the data is: should it be lost from now on, the client must see another verifier later.
        long verifier = exports.verifier().value();
        int count = arguments.data().remaining();
        boolean stable = arguments.stability() != Stability.UNSTABLE;
        Change change = stable
                ? file.writeStable(arguments.offset(), arguments.data())
                : file.write(arguments.offset(), arguments.data());
        Stability committed = stable ? Stability.FILE_SYNC : Stability.UNSTABLE;
        return new Write.Ok(ObjectHandlers.wcc(change), count, committed, verifier);
    }

    /** RFC 1813 §3.3.21: of the whole file, whatever the range. */
    Commit.Result commit(Commit arguments, Call call) throws IOException {
        ExportedFile file = exports.open(arguments.file(), call);
        file.writable().commit();
        Attributes attributes = file.attributesIfKnown();
        return new Commit.Ok(new Wcc(null, attributes), exports.verifier().value());
    }
}
