package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A file system in which some names do not exist, and cannot be given: making them is ACCES, as if the folder were not the
 * caller's. What has such a name below stays as it is; a folder that holds nothing else is therefore not empty.
 */
public final class HiddenNamesVfs extends ForwardingVfs {
    private final Predicate<Name> hidden;

    /**
     * @param hidden whether a name is; asked often, by many threads
     */
    public HiddenNamesVfs(Vfs below, Predicate<Name> hidden) {
        super(below);
        this.hidden = hidden;
    }

    /** Without what macOS leaves in folders: {@code ._*} and {@code .DS_Store}. */
    public static HiddenNamesVfs withoutAppleFiles(Vfs below) {
        return new HiddenNamesVfs(below, HiddenNamesVfs::isApples);
    }

    private static boolean isApples(Name name) {
        boolean fork = name.length() > 2 && name.byteAt(0) == '.' && name.byteAt(1) == '_';
        return fork || name.equals(DS_STORE);
    }

    private static final Name DS_STORE = Name.of(".DS_Store");

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        if (hidden.test(name)) {
            super.lookup(directory, Name.PARENT, caller); // the errors of a directory that cannot be searched
            throw new VfsException(VfsError.NOENT);
        }
        return super.lookup(directory, name, caller);
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        super.list(directory, cookie, caller, new Listing() {
            @Override
            public boolean wantsNodes() {
                return listing.wantsNodes();
            }

            @Override
            public boolean add(Name name, long fileId, long next, @Nullable Node node) {
                return hidden.test(name) || listing.add(name, fileId, next, node);
            }
        });
    }

    @Override
    protected Vfs immediate(Vfs immediateBelow) {
        return new HiddenNamesVfs(immediateBelow, hidden);
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new Visible(writableBelow);
    }

    @Override
    protected HardLinks hardLinks(HardLinks hardLinksBelow) {
        return (file, directory, name, caller) -> {
            check(name, VfsError.ACCES);
            hardLinksBelow.link(file, directory, name, caller);
        };
    }

    private void check(Name name, VfsError error) throws VfsException {
        if (hidden.test(name)) {
            throw new VfsException(error, "a hidden name");
        }
    }

    private final class Visible extends ForwardingWritable {
        Visible(Writable below) {
            super(below);
        }

        @Override
        public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
            check(name, VfsError.ACCES);
            return super.create(directory, name, object, caller);
        }

        @Override
        public void remove(FileId directory, Name name, Caller caller) throws IOException {
            check(name, VfsError.NOENT);
            super.remove(directory, name, caller);
        }

        @Override
        public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
            check(name, VfsError.NOENT);
            super.removeDirectory(directory, name, caller);
        }

        @Override
        public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller)
                throws IOException {
            check(from, VfsError.NOENT);
            check(to, VfsError.ACCES);
            super.rename(fromDirectory, from, toDirectory, to, caller);
        }
    }
}
