package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.Entries.Entry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file system whose entries have other names for clients than on the host. Targets of symbolic links are not names of
 * entries and stay as they are.
 *
 * <p>Entries that the host has by a further name of the mapping's are seen like those that it mapped. Others that the host has of its own, and that no name of a client is mapped to, are shown under their host's name. Where
 * that is also the name of a mapped entry it is the mapped one's, and the other is not seen.
 */
public final class MappedNamesVfs extends ForwardingVfs {
    private final NameMapping mapping;

    public MappedNamesVfs(Vfs below, NameMapping mapping) {
        super(below);
        this.mapping = mapping;
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return super.lookup(directory, onHost(directory, name, caller), caller);
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        Entries.list(below(), directory, cookie, caller, listing.wantsNodes(), entry -> {
            Name shown = shown(directory, entry);
            return shown == null || listing.add(shown, entry.fileId(), entry.cookie(), entry.node());
        });
    }

    @Override
    protected Vfs immediate(Vfs immediateBelow) {
        return new MappedNamesVfs(immediateBelow, mapping);
    }

    @Override
    protected @Nullable Writable writable(Writable writableBelow) {
        return new Mapped(writableBelow);
    }

    @Override
    protected @Nullable HardLinks hardLinks(HardLinks hardLinksBelow) {
        return (file, directory, name, caller) ->
                hardLinksBelow.link(file, directory, onHost(directory, name, caller), caller);
    }

    private final class Mapped extends ForwardingWritable {
        Mapped(Writable below) {
            super(below);
        }

        @Override
        public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
            return super.create(directory, onHost(directory, name, caller), object, caller);
        }

        @Override
        public void remove(FileId directory, Name name, Caller caller) throws IOException {
            super.remove(directory, onHost(directory, name, caller), caller);
        }

        @Override
        public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
            super.removeDirectory(directory, onHost(directory, name, caller), caller);
        }

        @Override
        public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller)
                throws IOException {
            Name source = onHost(fromDirectory, from, caller);
            super.rename(fromDirectory, source, toDirectory, onHost(toDirectory, to, caller), caller);
        }
    }

    /** The host's name of the entry that a client calls so, or that an entry of this name would get. */
    private Name onHost(FileId directory, Name name, Caller caller) throws IOException {
        if (name.isDots()) {
            return name;
        }
        Name mapped = mapping.toHost(name);
        List<Name> others = mapping.alsoOnHost(name);
        if (!others.isEmpty() && Entries.find(below(), directory, mapped, caller) == null) {
            for (Name other : others) {
                if (Entries.probe(below(), directory, other, caller) != null) {
                    return other;
                }
            }
        }
        if (mapped.equals(name) || !isForeign(name)) {
            return mapped;
        }
        // An entry that is shown by exactly this name goes before one that is only found by it.
        boolean exact = mapping.toClient(mapped).equals(name);
        if (exact && Entries.find(below(), directory, mapped, caller) != null) {
            return mapped;
        }
        return Entries.probe(below(), directory, name, caller) == null ? mapped : name;
    }

    private @Nullable Name shown(FileId directory, Entry entry) throws IOException {
        Name name = entry.name();
        Name seen = mapping.toClient(name);
        if (isMapped(name) || (mapping.alsoOnHost(seen).contains(name) && isReachedBy(directory, seen, name))) {
            return seen;
        }
        return isForeign(name) && !isTaken(directory, name) ? name : null;
    }

    /** Whether a client that asks for one name gets the entry that the host has by the other. */
    private boolean isReachedBy(FileId directory, Name seen, Name hostName) throws IOException {
        Node exact = Entries.probe(below(), directory, mapping.toHost(seen), Caller.ROOT);
        Node own = exact == null ? null : Entries.probe(below(), directory, hostName, Caller.ROOT);
        return exact == null || (own != null && own.id().equals(exact.id()));
    }

    /** Whether the host may have an entry of this name that is shown as it is. */
    private boolean isForeign(Name hostName) {
        return mapping.isHostName(hostName) && !isMapped(hostName);
    }

    private boolean isMapped(Name hostName) {
        try {
            return mapping.toHost(mapping.toClient(hostName)).equals(hostName);
        } catch (VfsException e) {
            return false;
        }
    }

    /** Whether a mapped entry has the name that this one of the host would be shown by. */
    private boolean isTaken(FileId directory, Name hostName) throws IOException {
        Name mapped;
        try {
            mapped = mapping.toHost(hostName);
        } catch (VfsException e) {
            return false;
        }
        return mapping.toClient(mapped).equals(hostName)
                && Entries.probe(below(), directory, mapped, Caller.ROOT) != null;
    }
}
