package dev.cleat.mount.server;

import dev.cleat.export.Export;
import dev.cleat.export.file.ExportPaths;
import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.mount.Dump;
import dev.cleat.mount.Export.Exported;
import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.mount.OldMnt;
import dev.cleat.mount.PathConf;
import dev.cleat.mount.Umnt;
import dev.cleat.mount.UmntAll;
import dev.cleat.rpc.Call;
import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.SmallAnswers;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What MOUNT does, in all versions. */
final class MountHandlers {
    /** BSD refuses what has not AUTH_SYS among them, and older clients take the first. */
    private static final List<Integer> FLAVORS = List.of(Credential.Sys.FLAVOR, Credential.None.FLAVOR);

    private final ExportTable exports;
    private final ExportPaths paths;
    private final MountListener listener;
    private final MountList mounts;

    MountHandlers(ExportTable exports, ExportPaths paths, MountListener listener, int remembered) {
        this.mounts = new MountList(remembered);
        this.exports = exports;
        this.paths = paths;
        this.listener = listener;
    }

    /** RFC 1813 §5.2.1. */
    Mnt.Result mnt(Mnt arguments, Call call) throws IOException {
        return new Mnt.Ok(mount(arguments.path(), call).handle(), FLAVORS);
    }

    /** RFC 1094 §A.5. */
    OldMnt.Result oldMnt(OldMnt arguments, Call call) throws IOException {
        return new OldMnt.Ok(mount(arguments.path(), call).handle());
    }

    private ExportedFile mount(Name path, Call call) throws IOException {
        ExportedFile directory = paths.resolve(path, call);
        mounts.add(call.client().getAddress(), path);
        listener.mounted(call.client(), path);
        return directory;
    }

    /** RFC 1813 §5.2.2. */
    Dump.Result dump(Dump arguments, Call call) {
        return new Dump.Result(SmallAnswers.fitting(mounts.all(), call));
    }

    /** RFC 1813 §5.2.3. Whether the path can still be found makes no difference. */
    Nothing umnt(Umnt arguments, Call call) {
        if (mounts.remove(call.client().getAddress(), arguments.path())) {
            listener.unmounted(call.client(), arguments.path());
        }
        return Nothing.NOTHING;
    }

    /** RFC 1813 §5.2.4. */
    Nothing umntAll(UmntAll arguments, Call call) {
        mounts.removeAll(call.client().getAddress()).forEach(path -> listener.unmounted(call.client(), path));
        return Nothing.NOTHING;
    }

    /** RFC 1813 §5.2.5. */
    dev.cleat.mount.Export.Result export(dev.cleat.mount.Export arguments, Call call) {
        List<Exported> all =
                exports.exports().stream().map(MountHandlers::exported).toList();
        return new dev.cleat.mount.Export.Result(SmallAnswers.fitting(all, call));
    }

    private static Exported exported(Export export) {
        List<String> groups = export.options().clients().stream()
                .map(Object::toString)
                .filter(group -> group.getBytes(StandardCharsets.UTF_8).length <= Mount.NAME_BYTES)
                .toList();
        // None would mean everybody.
        return new Exported(Name.of("/" + export.name()), groups.isEmpty() ? List.of("(nobody)") : groups);
    }

    PathConf.Result pathConf(PathConf arguments, Call call) throws IOException {
        Limits limits = paths.resolve(arguments.path(), call).limits();
        return PathConf.Result.of(limits.maxLinks(), limits.maxNameLength());
    }
}
