package dev.cleat.nfs3.server;

import dev.cleat.export.file.Change;
import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Wcc;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Permissions;
import java.io.IOException;

/** What any object answers. */
final class ObjectHandlers {
    private final ExportTable exports;

    ObjectHandlers(ExportTable exports) {
        this.exports = exports;
    }

    /** RFC 1813 §3.3.1. */
    GetAttr.Result getAttr(GetAttr arguments, Call call) throws IOException {
        return new GetAttr.Ok(exports.open(arguments.object(), call).attributes());
    }

    /** RFC 1813 §3.3.2. */
    Changed setAttr(SetAttr arguments, Call call) throws IOException {
        ExportedFile file = exports.open(arguments.object(), call);
        Change change = file.writable().setAttributes(arguments.changes(), arguments.guard());
        return new Changed.Ok(wcc(change));
    }

    /** RFC 1813 §3.3.4. */
    Access.Result access(Access arguments, Call call) throws IOException {
        ExportedFile file = exports.open(arguments.object(), call);
        Attributes attributes = file.attributes();
        int granted = file.access(attributes);
        if (file.isReadOnly()) {
            granted &= ~Permissions.WRITE;
        }
        return new Access.Ok(attributes, rights(attributes, granted) & arguments.access());
    }

    /** RFC 1813 §3.3.5. */
    ReadLink.Result readLink(ReadLink arguments, Call call) throws IOException {
        ExportedFile link = exports.open(arguments.link(), call);
        Name target = link.readLink();
        return new ReadLink.Ok(link.attributesIfKnown(), target);
    }

    static Wcc wcc(Change change) {
        return new Wcc(change.before(), change.after());
    }

    private static int rights(Attributes attributes, int granted) {
        int rights = 0;
        boolean write = (granted & Permissions.WRITE) != 0;
        boolean execute = (granted & Permissions.EXECUTE) != 0;
        if ((granted & Permissions.READ) != 0) {
            rights |= Access.READ;
        }
        if (attributes.isDirectory()) {
            rights |= execute ? Access.LOOKUP : 0;
            rights |= write && execute ? Access.MODIFY | Access.EXTEND | Access.DELETE : 0;
        } else {
            rights |= execute ? Access.EXECUTE : 0;
            rights |= write ? Access.MODIFY | Access.EXTEND : 0;
        }
        return rights;
    }
}
