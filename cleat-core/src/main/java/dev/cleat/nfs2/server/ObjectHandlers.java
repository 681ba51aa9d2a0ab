package dev.cleat.nfs2.server;

import dev.cleat.export.file.Change;
import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.nfs2.AttrStat;
import dev.cleat.nfs2.Fattr;
import dev.cleat.nfs2.GetAttr;
import dev.cleat.nfs2.Nfs2;
import dev.cleat.nfs2.ReadLink;
import dev.cleat.nfs2.Sattr;
import dev.cleat.nfs2.SetAttr;
import dev.cleat.nfs2.StatFs;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;

/** What any object answers. */
final class ObjectHandlers {
    private final ExportTable exports;

    ObjectHandlers(ExportTable exports) {
        this.exports = exports;
    }

    /** RFC 1094 §2.2.2. */
    AttrStat getAttr(GetAttr arguments, Call call) throws IOException {
        return new AttrStat.Ok(Fattr.of(exports.open(arguments.file(), call).attributes()));
    }

    /** RFC 1094 §2.2.3. */
    AttrStat setAttr(SetAttr arguments, Call call) throws IOException {
        SetAttributes changes = changes(arguments.changes());
        ExportedFile file = exports.open(arguments.file(), call);
        return after(file, file.writable().setAttributes(changes, null));
    }

    /** RFC 1094 §2.2.6. */
    ReadLink.Result readLink(ReadLink arguments, Call call) throws IOException {
        Name target = exports.open(arguments.link(), call).readLink();
        if (target.length() > Nfs2.PATH_BYTES) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        return new ReadLink.Ok(target);
    }

    /** RFC 1094 §2.2.18. */
    StatFs.Result statFs(StatFs arguments, Call call) throws IOException {
        return StatFs.Ok.of(exports.open(arguments.object(), call).space());
    }

    /** What is to be set, with a size that this version can tell afterwards. */
    static SetAttributes changes(Sattr attributes) throws VfsException {
        SetAttributes changes = attributes.changes();
        Long size = changes.size();
        Range.check(size == null ? 0 : size, 0);
        return changes;
    }

    static AttrStat after(ExportedFile file, Change change) throws IOException {
        Attributes known = change.after();
        return new AttrStat.Ok(Fattr.of(known == null ? file.attributes() : known));
    }
}
