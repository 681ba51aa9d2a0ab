package dev.cleat.nfs2.server;

import dev.cleat.export.file.Change;
import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.nfs2.AttrStat;
import dev.cleat.nfs2.Fattr;
import dev.cleat.nfs2.Nfs2;
import dev.cleat.nfs2.Read;
import dev.cleat.nfs2.Write;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What moves file data. */
final class DataHandlers {
    private final ExportTable exports;

    DataHandlers(ExportTable exports) {
        this.exports = exports;
    }

    /** RFC 1094 §2.2.7. A file that goes on where this version cannot follow ends there. */
    Read.Result read(Read arguments, Call call) throws IOException {
        ExportedFile file = exports.open(arguments.file(), call);
        long offset = Integer.toUnsignedLong(arguments.offset());
        Range.check(offset, 0);
        checkType(file.attributes().type());
        int within = (int) Math.min(Nfs2.DATA_BYTES, Nfs2.MAX_SIZE - offset);
        ByteBuffer data = call.payload(Math.min(arguments.count(), within));
        file.read(offset, data);
        data.flip();
        return new Read.Ok(Fattr.of(file.attributes()), data);
    }

    /** U-Boot follows a symbolic link only where READ answers ISDIR; the version has no INVAL. */
    private static void checkType(FileType type) throws VfsException {
        if (type == FileType.SYMBOLIC_LINK) {
            throw new VfsException(VfsError.ISDIR);
        }
    }

    /** RFC 1094 §2.2.9. */
    AttrStat write(Write arguments, Call call) throws IOException {
        ExportedFile file = exports.open(arguments.file(), call);
        long offset = Integer.toUnsignedLong(arguments.offset());
        Range.check(offset, arguments.data().remaining());
        Change change = file.writable().writeStable(offset, arguments.data());
        return ObjectHandlers.after(file, change);
    }
}
