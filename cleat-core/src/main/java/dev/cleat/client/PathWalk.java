package dev.cleat.client;

import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** From a path to a handle, name by name. */
final class PathWalk {
    /** As Linux has it. */
    private static final int MOST_LINKS = 40;
    /** Of a link that is followed; as Linux has it, too. */
    private static final int LONGEST_TARGET = 4096;

    private final Calls calls;
    private final Opaque root;

    /** What a name stands for. */
    record Found(Opaque handle, Attributes attributes) {}

    PathWalk(Calls calls, Opaque root) {
        this.calls = calls;
        this.root = root;
    }

    /** The directory that holds what the path names, which need not exist. */
    Opaque parent(NfsPath path) throws IOException {
        if (path.isRoot() || path.name().isDots()) {
            throw new VfsException(VfsError.INVAL, path + " has a name that can be neither made nor removed");
        }
        return to(path.parent(), true).handle();
    }

    /**
     * @param follow whether the last name is followed where it is a link
     */
    Found to(NfsPath path, boolean follow) throws IOException {
        Deque<Opaque> above = new ArrayDeque<>();
        Deque<Name> left = new ArrayDeque<>(path.names());
        Found here = new Found(root, attributes(root, path));
        int links = 0;
        while (!left.isEmpty()) {
            Name name = left.pop();
            if (name.equals(Name.PARENT)) {
                here = up(above, path);
                continue;
            }
            Found next = lookup(here.handle(), name, path);
            boolean isLink = next.attributes().type() == FileType.SYMBOLIC_LINK;
            if (isLink && (follow || !left.isEmpty())) {
                if (++links > MOST_LINKS) {
                    throw new VfsException(VfsError.INVAL, path + ": links that lead to each other");
                }
                prepend(target(next.handle(), path), left, path);
            } else {
                above.push(here.handle());
                here = next;
            }
        }
        return here;
    }

    private Found up(Deque<Opaque> above, NfsPath path) throws IOException {
        Opaque parent = above.poll();
        if (parent == null) {
            throw leadsOut(path);
        }
        return new Found(parent, attributes(parent, path));
    }

    private static void prepend(Name target, Deque<Name> left, NfsPath path) throws VfsException {
        if (target.length() == 0 || target.byteAt(0) == '/') {
            throw leadsOut(path);
        }
        if (target.length() > LONGEST_TARGET) {
            throw new VfsException(
                    VfsError.NAMETOOLONG, path + ": a link with a target of " + target.length() + " bytes");
        }
        try {
            NfsPath.of(target).names().reversed().forEach(left::push);
        } catch (IllegalArgumentException e) {
            throw NfsFailure.nonsense("a link with a zero byte");
        }
    }

    private static VfsException leadsOut(NfsPath path) {
        return new VfsException(VfsError.NOENT, path + " leads out of what is mounted");
    }

    /** The target of a link. */
    Name target(Opaque link, NfsPath path) throws IOException {
        return calls.patiently(() -> switch (calls.call(new ReadLink(link))) {
            case ReadLink.Ok ok -> ok.target();
            case ReadLink.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }

    Found lookup(Opaque directory, Name name, NfsPath path) throws IOException {
        Lookup.Ok found = calls.patiently(() -> switch (calls.call(new Lookup(directory, name))) {
            case Lookup.Ok ok -> ok;
            case Lookup.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
        Attributes known = found.attributes();
        return new Found(found.object(), known != null ? known : attributes(found.object(), path));
    }

    Attributes attributes(Opaque object, NfsPath path) throws IOException {
        return calls.patiently(() -> switch (calls.call(new GetAttr(object))) {
            case GetAttr.Ok ok -> ok.attributes();
            case GetAttr.Failed failed -> throw NfsFailure.of(failed.status(), path);
        });
    }
}
