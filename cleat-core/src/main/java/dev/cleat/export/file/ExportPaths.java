package dev.cleat.export.file;

import dev.cleat.rpc.Call;
import dev.cleat.rpc.Placement;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients name when they mount: {@code /name} of an export or the path that the host knows it by, in any way that the host
 * takes it ({@code C:/users/foo}, {@code c:\Users\Foo}, {@code /c/users/foo}), each with whatever folder lies below; {@code /} for
 * the only export, or for the root that lists them if there are several. Where the file system of an export ignores case, so
 * does this.
 *
 * <p>Links are followed on the way as long as they stay inside the export; nothing leads out. The walk is the superuser's, as
 * that of other servers: what a client may do there, each of its calls decides.
 */
public final class ExportPaths {
    /** In bytes (RFC 1813 §5.1.1, MNTPATHLEN). */
    public static final int MAX_PATH = 1024;

    private static final int MAX_LINKS = 40;
    /** Windows writes \\host\! for the root. */
    private static final List<Name> WINDOWS_ROOT = List.of(Name.of("!"));

    private final ExportTable exports;

    public ExportPaths(ExportTable exports) {
        this.exports = exports;
    }

    /** An export, and the components below it; null is the root that lists all. */
    private record Target(@Nullable ActiveExport export, List<Name> below) {}

    /** Where a call that mounts this path runs. */
    public Placement placement(Name path) {
        try {
            ActiveExport export = target(path).export;
            return export == null ? Placement.EVENT_THREAD : ExportTable.placement(false, export.vfs());
        } catch (VfsException e) {
            return Placement.EVENT_THREAD;
        }
    }

    /**
     * The directory at this path.
     *
     * @throws VfsException {@link VfsError#NOENT}; {@link VfsError#ACCES} where the export's rules keep the client out;
     *     {@link VfsError#NOTDIR}; {@link VfsError#NAMETOOLONG}
     */
    public ExportedFile resolve(Name path, Call call) throws IOException {
        Target target = target(path);
        ExportedFile root = exports.root(target.export == null ? null : target.export.name(), call)
                .asRoot();
        ExportedFile found = target.export == null ? root : walk(root, target.export.hostPath(), target.below);
        if (!found.attributes().isDirectory()) {
            throw new VfsException(VfsError.NOTDIR);
        }
        return found;
    }

    private Target target(Name path) throws VfsException {
        if (path.length() > MAX_PATH) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        List<Name> components = HostPath.of(path).components();
        List<ActiveExport> all = exports.active();
        if (components.isEmpty() || components.equals(WINDOWS_ROOT)) {
            return new Target(all.size() == 1 ? all.getFirst() : null, List.of());
        }
        ActiveExport best = named(all, components.getFirst());
        int length = best == null ? 0 : 1;
        for (ActiveExport export : all) {
            HostPath host = export.hostPath();
            if (host.components().size() > length && host.isAbove(components, export.ignoresCase())) {
                best = export;
                length = host.components().size();
            }
        }
        if (best == null) {
            throw new VfsException(VfsError.NOENT);
        }
        return new Target(best, components.subList(length, components.size()));
    }

    /** The export of exactly this name, or else one that is called so where case is ignored. */
    private static @Nullable ActiveExport named(List<ActiveExport> all, Name name) {
        ActiveExport alike = null;
        for (ActiveExport export : all) {
            Name own = Name.of(export.name());
            if (own.equals(name)) {
                return export;
            }
            if (HostPath.isSame(own, name, export.ignoresCase())) {
                alike = export;
            }
        }
        return alike;
    }

    private static ExportedFile walk(ExportedFile root, HostPath host, List<Name> path) throws IOException {
        Deque<ExportedFile> above = new ArrayDeque<>();
        Deque<Name> left = new ArrayDeque<>(path);
        ExportedFile here = root;
        int links = 0;
        while (!left.isEmpty()) {
            Name component = left.removeFirst();
            if (component.equals(Name.PARENT)) {
                if (above.isEmpty()) {
                    throw new VfsException(VfsError.ACCES); // leads out
                }
                here = above.removeLast();
                continue;
            }
            Found found = here.lookup(component);
            if (isLink(found)) {
                if (++links > MAX_LINKS) {
                    throw new VfsException(VfsError.ACCES);
                }
                Name target = found.file().readLink();
                HostPath destination = HostPath.of(target);
                List<Name> steps = destination.components();
                if (isAbsolute(target) || (host.windows() && destination.windows())) {
                    steps = inside(root, host, steps);
                    above.clear();
                    here = root;
                }
                steps.reversed().forEach(left::addFirst);
            } else {
                above.addLast(here);
                here = found.file();
            }
        }
        return here;
    }

    private static boolean isAbsolute(Name target) {
        return target.length() > 0 && target.byteAt(0) == '/';
    }

    /** An absolute target, as seen from the export's top. */
    private static List<Name> inside(ExportedFile root, HostPath host, List<Name> target) throws VfsException {
        if (!host.isAbove(target, root.ignoresCase())) {
            throw new VfsException(VfsError.ACCES);
        }
        return target.subList(host.components().size(), target.size());
    }

    private static boolean isLink(Found found) {
        Attributes attributes = found.attributes();
        return attributes != null && attributes.type() == FileType.SYMBOLIC_LINK;
    }
}
