package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody at work on a file system: its calls, with fewer arguments, for tests. */
public record VfsUser(Vfs vfs, Caller caller) {
    private static final int PIECE = 1 << 16;

    /** An entry of a listing. */
    public record Listed(
            Name name, long fileId, long cookie, @Nullable Node node) {}

    /** Somebody else on the same file system. */
    public VfsUser as(Caller other) {
        return new VfsUser(vfs, other);
    }

    public Writable writable() {
        return ability(Writable.class);
    }

    public FileId root() {
        return vfs.root();
    }

    public Attributes attributes(FileId file) throws IOException {
        return vfs.attributes(file);
    }

    public Node lookup(FileId directory, String name) throws IOException {
        return lookup(directory, Name.of(name));
    }

    public Node lookup(FileId directory, Name name) throws IOException {
        return vfs.lookup(directory, name, caller);
    }

    /** Looks up name after name, from the root on; "" is the root. */
    public FileId walk(String path) throws IOException {
        FileId at = root();
        for (String name : path.split("/", -1)) {
            at = name.isEmpty() ? at : lookup(at, name).id();
        }
        return at;
    }

    public Node file(FileId directory, String name) throws IOException {
        return make(directory, name, new NewObject.RegularFile(SetAttributes.NONE));
    }

    public Node file(FileId directory, String name, int mode) throws IOException {
        return make(directory, name, new NewObject.RegularFile(SetAttributes.mode(mode)));
    }

    public Node file(FileId directory, String name, String contents) throws IOException {
        Node made = file(directory, name);
        write(made.id(), 0, contents.getBytes(StandardCharsets.UTF_8));
        return made;
    }

    public Node directory(FileId directory, String name) throws IOException {
        return make(directory, name, new NewObject.Directory(SetAttributes.NONE));
    }

    public Node directory(FileId directory, String name, int mode) throws IOException {
        return make(directory, name, new NewObject.Directory(SetAttributes.mode(mode)));
    }

    public Node symbolicLink(FileId directory, String name, String target) throws IOException {
        return make(directory, name, new NewObject.SymbolicLink(Name.of(target), SetAttributes.NONE));
    }

    public Node make(FileId directory, String name, NewObject object) throws IOException {
        return make(directory, Name.of(name), object);
    }

    public Node make(FileId directory, Name name, NewObject object) throws IOException {
        return writable().create(directory, name, object, caller);
    }

    public void set(FileId file, SetAttributes changes) throws IOException {
        writable().setAttributes(file, changes, caller);
    }

    public void write(FileId file, long offset, byte[] data) throws IOException {
        writable().write(file, offset, ByteBuffer.wrap(data), caller);
    }

    public void write(FileId file, long offset, String data) throws IOException {
        write(file, offset, data.getBytes(StandardCharsets.UTF_8));
    }

    /** At most this many bytes from this offset on. */
    public byte[] read(FileId file, long offset, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        vfs.read(file, offset, into, caller);
        return Arrays.copyOf(into.array(), into.position());
    }

    /** The whole file, as text. */
    public String text(FileId file) throws IOException {
        return new String(read(file, 0, PIECE), StandardCharsets.UTF_8);
    }

    public Name readLink(FileId link) throws IOException {
        return vfs.readLink(link, caller);
    }

    public void remove(FileId directory, String name) throws IOException {
        writable().remove(directory, Name.of(name), caller);
    }

    public void removeDirectory(FileId directory, String name) throws IOException {
        writable().removeDirectory(directory, Name.of(name), caller);
    }

    public void rename(FileId fromDirectory, String from, FileId toDirectory, String to) throws IOException {
        writable().rename(fromDirectory, Name.of(from), toDirectory, Name.of(to), caller);
    }

    public void link(FileId file, FileId directory, String name) throws IOException {
        ability(HardLinks.class).link(file, directory, Name.of(name), caller);
    }

    /** All names of a directory, in the order of the listing. */
    public List<String> names(FileId directory) throws IOException {
        return list(directory, 0, Integer.MAX_VALUE).stream()
                .map(listed -> listed.name().toString())
                .toList();
    }

    /** A page of a directory: at most {@code limit} entries behind a cookie, with their nodes. */
    public List<Listed> list(FileId directory, long cookie, int limit) throws IOException {
        List<Listed> page = new ArrayList<>();
        vfs.list(directory, cookie, caller, new Page(page, limit, true));
        return page;
    }

    /** A page without nodes. */
    public List<Listed> listNames(FileId directory, long cookie, int limit) throws IOException {
        List<Listed> page = new ArrayList<>();
        vfs.list(directory, cookie, caller, new Page(page, limit, false));
        return page;
    }

    private <T> T ability(Class<T> type) {
        T ability = vfs.capability(type);
        if (ability == null) {
            throw new IllegalStateException("no " + type.getSimpleName());
        }
        return ability;
    }

    private static final class Page implements Listing {
        private final List<Listed> entries;
        private final int limit;
        private final boolean wantsNodes;
        private boolean full;

        Page(List<Listed> entries, int limit, boolean wantsNodes) {
            this.entries = entries;
            this.limit = limit;
            this.wantsNodes = wantsNodes;
        }

        @Override
        public boolean wantsNodes() {
            return wantsNodes;
        }

        @Override
        public boolean add(Name name, long fileId, long cookie, @Nullable Node node) {
            if (full) {
                throw new AssertionError("offered " + name + " after the listing was full");
            }
            if (entries.size() == limit) {
                full = true;
                return false;
            }
            entries.add(new Listed(name, fileId, cookie, node));
            return true;
        }
    }
}
