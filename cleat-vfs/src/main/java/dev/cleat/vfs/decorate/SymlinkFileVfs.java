package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Symbolic links for file systems and hosts that have none: a link {@code name} is kept as the file {@code name.sl}, whose
 * text is the target. Files of that kind which somebody makes below are links at once.
 *
 * <ul>
 *   <li>A file {@code name.sl} is a link where its contents are one line of UTF-8 of at most 4096 bytes, with or without a
 *       line break behind it, and nothing else is called {@code name}. It is then seen as {@code name} alone, and nothing else
 *       can be given the name {@code name.sl}: making it is ACCES. Otherwise it is a file.
 *   <li>What an object is seen as is part of its identity ({@link LinkMarks}): when a file {@code name.sl} becomes a link, by
 *       whoever writes to it, the link is another object and the file is stale; and the other way round.
 *   <li>A target that is not one line of UTF-8 cannot be kept: INVAL. Links that the file system below has itself stay links.
 *   <li>The same goes for a file that is renamed between {@code name} and {@code name.sl}, or whose {@code name} is given to
 *       something else. Where that happens below, it is seen when somebody looks the new name up; until then, and for files
 *       with several hard links, who holds the old identity has what it was.
 *   <li>Where something else is called {@code name}, {@code name.sl} is shown as a file, and when the other is gone as the link
 *       {@code name}. It can then still be looked up and removed as {@code name.sl}, for those who are removing both.
 * </ul>
 */
public final class SymlinkFileVfs extends ForwardingVfs {
    private final SymlinkFiles files;

    public SymlinkFileVfs(Vfs below) {
        this(below, new SymlinkFiles(below));
    }

    private SymlinkFileVfs(Vfs below, SymlinkFiles files) {
        super(below);
        this.files = files;
    }

    private interface Call<T> {
        T on(FileId below) throws IOException;
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return files.resolve(file).node().attributes();
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return files.inDirectory(directory, () -> files.lookup(directory, name, caller));
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        int start = into.position();
        files.requireCurrent(file);
        return unmarked(file, below -> below().read(below, offset, into.position(start), caller));
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        return switch (files.resolve(link)) {
            case Seen.Plain plain -> below().readLink(link, caller);
            case Seen.Text text -> throw new VfsException(VfsError.INVAL);
            case Seen.Link found -> found.target();
        };
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        files.inDirectory(directory, () -> {
            Entries.list(
                    below(),
                    directory,
                    cookie,
                    caller,
                    listing.wantsNodes(),
                    entry -> offer(directory, entry, listing));
            return directory;
        });
    }

    private boolean offer(FileId directory, Entries.Entry entry, Listing listing) throws IOException {
        Name stem = files.stem(entry.name());
        if (stem == null) {
            Node node = entry.node();
            if (node != null) {
                files.noteOther(directory, entry.name(), node);
            }
            return listing.add(entry.name(), entry.fileId(), entry.cookie(), entry.node());
        }
        Seen seen = files.listed(directory, entry.name());
        if (seen == null) {
            return true;
        }
        Name name = seen instanceof Seen.Link ? stem : entry.name();
        // Whoever may not search the directory learns names, but neither identities nor attributes.
        Node node = entry.node() == null ? null : seen.node();
        return listing.add(name, seen.node().attributes().fileId(), entry.cookie(), node);
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        try {
            return below().access(file, attributes, caller);
        } catch (IOException e) {
            Seen seen = files.marked(file, e);
            return seen instanceof Seen.Link
                    ? Permissions.granted(attributes, caller)
                    : below().access(seen.below(), attributes, caller);
        }
    }

    @Override
    public Space space(FileId object) throws IOException {
        return below().space(files.resolve(object).below());
    }

    @Override
    public Limits limits(FileId object) throws IOException {
        return below().limits(files.resolve(object).below()).withSymbolicLinks(true);
    }

    @Override
    protected Vfs immediate(Vfs immediateBelow) {
        return new SymlinkFileVfs(immediateBelow, files.through(immediateBelow));
    }

    @Override
    protected @Nullable Writable writable(Writable writableBelow) {
        return new SymlinkFileWritable(files, writableBelow);
    }

    @Override
    protected @Nullable HardLinks hardLinks(HardLinks hardLinksBelow) {
        return (file, directory, name, caller) -> files.link(hardLinksBelow, file, directory, name, caller);
    }

    /** Calls with the identity as it is, and where that names nothing as that of a file which is seen as one. */
    private <T> T unmarked(FileId file, Call<T> call) throws IOException {
        try {
            return call.on(file);
        } catch (IOException e) {
            return call.on(files.marked(file, e).requireFile());
        }
    }
}
