package dev.cleat.nfs3.server;

import dev.cleat.export.file.ExportTable;
import dev.cleat.export.file.ExportedFile;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.PathConf;
import dev.cleat.rpc.Call;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Space;
import java.io.IOException;

/** What a volume answers. */
final class VolumeHandlers {
    private static final int PAGE = 4096;

    private final ExportTable exports;

    VolumeHandlers(ExportTable exports) {
        this.exports = exports;
    }

    /** RFC 1813 §3.3.18. */
    FsStat.Result fsStat(FsStat arguments, Call call) throws IOException {
        ExportedFile object = exports.open(arguments.object(), call);
        Space space = object.space();
        return new FsStat.Ok(object.attributesIfKnown(), space, 0);
    }

    /** RFC 1813 §3.3.19. */
    FsInfo.Result fsInfo(FsInfo arguments, Call call) throws IOException {
        ExportedFile object = exports.open(arguments.object(), call);
        Limits limits = object.limits();
        int most = Transfer.maxOf(call);
        return new FsInfo.Ok(
                object.attributesIfKnown(),
                most,
                most,
                PAGE,
                most,
                most,
                PAGE,
                Transfer.maxListingOf(call),
                limits.maxFileSize(),
                limits.timeGranularity(),
                properties(object, limits));
    }

    /** RFC 1813 §3.3.20. */
    PathConf.Result pathConf(PathConf arguments, Call call) throws IOException {
        ExportedFile object = exports.open(arguments.object(), call);
        Limits limits = object.limits();
        return new PathConf.Ok(
                object.attributesIfKnown(),
                limits.maxLinks(),
                limits.maxNameLength(),
                true,
                limits.chownRestricted(),
                limits.caseInsensitive(),
                limits.casePreserving());
    }

    private static int properties(ExportedFile object, Limits limits) {
        boolean links = object.export().vfs().capability(HardLinks.class) != null;
        return (links ? FsInfo.LINK : 0)
                | (limits.symbolicLinks() ? FsInfo.SYMLINK : 0)
                | (limits.homogeneous() ? FsInfo.HOMOGENEOUS : 0)
                | FsInfo.CANSETTIME;
    }
}
