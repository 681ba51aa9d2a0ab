package dev.cleat.export.file;

import dev.cleat.export.Export;
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
 * What clients name when they mount: {@code /name} of an export or the path that the host knows it by, each with whatever
 * folder lies below; {@code /} for the only export, or for the root that lists them if there are several.
 *
 * <p>Links are followed on the way as long as they stay inside the export; nothing leads out. The walk is the superuser's, as
 * that of other servers: what a client may do there, each of its calls decides.
 */
public final class ExportPaths {
    /** In bytes (RFC 1813 §5.1.1, MNTPATHLEN). */
    public static final int MAX_PATH = 1024;

    private static final int MAX_LINKS = 40;

    private final ExportTable exports;

    public ExportPaths(ExportTable exports) {
        this.exports = exports;
    }

    /** An export, and the components below it; null is the root that lists all. */
    private record Target(@Nullable Export export, String below) {}

    /** Where a call that mounts this path runs. */
    public Placement placement(Name path) {
        try {
            Export export = target(path).export;
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
        ExportedFile found = walk(root, target);
        if (!found.attributes().isDirectory()) {
            throw new VfsException(VfsError.NOTDIR);
        }
        return found;
    }

    private Target target(Name path) throws VfsException {
        if (path.length() > MAX_PATH) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        String text = "/" + String.join("/", components(path.toString()));
        List<Export> all = exports.exports();
        // Windows writes \\host\! for the root.
        if (text.equals("/") || text.equals("/!")) {
            return new Target(all.size() == 1 ? all.getFirst() : null, "");
        }
        Export best = null;
        int length = 0;
        for (Export export : all) {
            for (String prefix : new String[] {"/" + export.name(), hostPath(export)}) {
                if (prefix.length() > length && (text.equals(prefix) || text.startsWith(prefix + "/"))) {
                    best = export;
                    length = prefix.length();
                }
            }
        }
        if (best == null) {
            throw new VfsException(VfsError.NOENT);
        }
        return new Target(best, text.substring(length));
    }

    private static String hostPath(Export export) {
        String path = export.hostPath();
        return path == null ? "" : "/" + String.join("/", components(path));
    }

    private static ExportedFile walk(ExportedFile root, Target target) throws IOException {
        Deque<ExportedFile> above = new ArrayDeque<>();
        Deque<String> left = new ArrayDeque<>(components(target.below));
        ExportedFile here = root;
        int links = 0;
        while (!left.isEmpty()) {
            String component = left.removeFirst();
            if (component.equals("..")) {
                if (above.isEmpty()) {
                    throw new VfsException(VfsError.ACCES); // leads out
                }
                here = above.removeLast();
                continue;
            }
            Found found = here.lookup(Name.of(component));
            if (isLink(found)) {
                if (++links > MAX_LINKS) {
                    throw new VfsException(VfsError.ACCES);
                }
                String destination = found.file().readLink().toString();
                if (destination.startsWith("/")) {
                    destination = inside(root.export(), destination);
                    above.clear();
                    here = root;
                }
                components(destination).reversed().forEach(left::addFirst);
            } else {
                above.addLast(here);
                here = found.file();
            }
        }
        return here;
    }

    /** An absolute target, as seen from the export's top. */
    private static String inside(Export export, String target) throws VfsException {
        String prefix = hostPath(export);
        if (prefix.isEmpty() || !(target.equals(prefix) || target.startsWith(prefix + "/"))) {
            throw new VfsException(VfsError.ACCES);
        }
        return target.substring(prefix.length());
    }

    private static boolean isLink(Found found) {
        Attributes attributes = found.attributes();
        return attributes != null && attributes.type() == FileType.SYMBOLIC_LINK;
    }

    /** Without empty ones and "."; ".." stays. */
    private static List<String> components(String path) {
        return List.of(path.split("/")).stream()
                .filter(component -> !component.isEmpty() && !component.equals("."))
                .toList();
    }
}
