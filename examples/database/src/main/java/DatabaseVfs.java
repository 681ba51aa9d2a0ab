import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Files, directories and symbolic links in two tables. Owners and modes are not kept: everything belongs to everybody.
 *
 * <p>One connection, and so one call at a time: {@link #lock} guards it. A pool of connections would do better, and would
 * have to deal with transactions that fail because of each other.
 */
final class DatabaseVfs implements Vfs, Writable {
    private static final long ROOT = Tables.ROOT;

    private final ReentrantLock lock = new ReentrantLock();
    private final Tables tables;

    DatabaseVfs(String url) throws SQLException {
        tables = new Tables(url);
    }

    /** What is done with the tables in one transaction. */
    private interface Work<T> {
        T run() throws SQLException, IOException;
    }

    private <T> T transaction(Work<T> work) throws IOException {
        lock.lock();
        try {
            T result = work.run();
            tables.commit();
            return result;
        } catch (SQLException e) {
            tables.rollback();
            throw new IOException(e);
        } catch (IOException e) {
            tables.rollback();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Rows are numbered and numbers not used again; the database's own number tells handles of another one apart. */
    private FileId id(long row) {
        return new FileId(tables.number(), row);
    }

    private Tables.Row find(FileId id) throws SQLException, VfsException {
        if (id.high() != tables.number()) {
            throw new VfsException(VfsError.BADHANDLE);
        }
        Tables.Row row = tables.find(id.low());
        if (row == null) {
            throw new VfsException(VfsError.STALE);
        }
        return row;
    }

    private Tables.Row findDirectory(FileId id) throws SQLException, VfsException {
        return typed(find(id), FileType.DIRECTORY, VfsError.NOTDIR);
    }

    private Tables.Row findFile(FileId id) throws SQLException, VfsException {
        Tables.Row row = find(id);
        return typed(row, FileType.REGULAR, row.type() == FileType.DIRECTORY ? VfsError.ISDIR : VfsError.INVAL);
    }

    private static Tables.Row typed(Tables.Row row, FileType type, VfsError otherwise) throws VfsException {
        if (row.type() != type) {
            throw new VfsException(otherwise);
        }
        return row;
    }

    private Tables.Row findEntry(Tables.Row directory, Name name) throws SQLException, VfsException {
        Tables.Row row = tables.find(directory.id(), name);
        if (row == null) {
            throw new VfsException(name.length() > Tables.NAME_BYTES ? VfsError.NAMETOOLONG : VfsError.NOENT);
        }
        return row;
    }

    private Node node(Tables.Row row) throws SQLException {
        return new Node(id(row.id()), attributes(row));
    }

    private Attributes attributes(Tables.Row row) throws SQLException {
        Attributes.Builder attributes = Attributes.builder(row.type(), row.id())
                .fsid(tables.number())
                .size(row.size())
                .times(row.accessed(), row.modified(), row.changed());
        return switch (row.type()) {
            case DIRECTORY -> attributes.mode(0777).links(2 + tables.directoriesIn(row.id())).build();
            case SYMBOLIC_LINK -> attributes.mode(0777).build();
            default -> attributes.mode(0666).build();
        };
    }

    @Override
    public FileId root() {
        return id(ROOT);
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return transaction(() -> attributes(find(file)));
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return transaction(() -> {
            Tables.Row parent = findDirectory(directory);
            return node(name.equals(Name.PARENT) ? find(id(parent.parent())) : findEntry(parent, name));
        });
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        return transaction(() -> {
            Tables.Row row = findFile(file);
            return offset + tables.read(row, offset, into) >= row.size();
        });
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        transaction(() -> {
            long parent = findDirectory(directory).id();
            List<Tables.Row> page = tables.entries(parent, cookie);
            while (!page.isEmpty() && offer(page, listing)) {
                page = tables.entries(parent, page.getLast().cookie());
            }
            return null;
        });
    }

    private boolean offer(List<Tables.Row> page, Listing listing) throws SQLException {
        for (Tables.Row row : page) {
            Node node = listing.wantsNodes() ? node(row) : null;
            if (!listing.add(row.name(), row.id(), row.cookie(), node)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        return transaction(() -> typed(find(link), FileType.SYMBOLIC_LINK, VfsError.INVAL).target());
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        return transaction(() -> {
            Tables.Row parent = findDirectory(directory);
            checkName(name);
            if (tables.find(parent.id(), name) != null) {
                throw new VfsException(VfsError.EXIST);
            }
            Tables.Row made =
                    switch (object) {
                        case NewObject.RegularFile file -> tables.insert(parent, name, FileType.REGULAR, null);
                        case NewObject.Directory folder -> tables.insert(parent, name, FileType.DIRECTORY, null);
                        case NewObject.SymbolicLink link ->
                            tables.insert(parent, name, FileType.SYMBOLIC_LINK, link.target());
                        case NewObject.Special special -> throw new VfsException(VfsError.BADTYPE);
                    };
            tables.touch(parent.id());
            change(made, object.attributes());
            return node(find(id(made.id())));
        });
    }

    private static void checkName(Name name) throws VfsException {
        if (name.isDots()) {
            throw new VfsException(VfsError.INVAL);
        }
        if (name.length() > Tables.NAME_BYTES) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        transaction(() -> {
            Tables.Row row = find(file);
            if (changes.size() != null) {
                findFile(file);
            }
            change(row, changes);
            return null;
        });
    }

    private void change(Tables.Row row, SetAttributes changes) throws SQLException {
        Instant now = Instant.now();
        if (changes.size() != null) {
            tables.resize(row, changes.size(), now);
        }
        if (!changes.isNone()) {
            tables.setTimes(row.id(), time(changes.accessed(), now), time(changes.modified(), now), now);
        }
    }

    private static Instant time(SetAttributes.SetTime time, Instant now) {
        return switch (time) {
            case null -> null;
            case SetAttributes.ServerTime server -> now;
            case SetAttributes.ClientTime client -> client.time();
        };
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        transaction(() -> {
            if (offset > Tables.MOST_BYTES - data.remaining()) {
                throw new VfsException(VfsError.FBIG);
            }
            Tables.Row row = findFile(file);
            if (data.hasRemaining()) {
                tables.write(row, offset, data);
            }
            return null;
        });
    }

    @Override
    public void commit(FileId object) throws IOException {
        transaction(() -> {
            find(object);
            tables.sync();
            return null;
        });
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        transaction(() -> {
            Tables.Row parent = findDirectory(directory);
            checkName(name);
            Tables.Row entry = findEntry(parent, name);
            if (entry.type() == FileType.DIRECTORY) {
                throw new VfsException(VfsError.ISDIR);
            }
            delete(parent, entry);
            return null;
        });
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        transaction(() -> {
            Tables.Row parent = findDirectory(directory);
            checkName(name);
            Tables.Row entry = typed(findEntry(parent, name), FileType.DIRECTORY, VfsError.NOTDIR);
            checkEmpty(entry);
            delete(parent, entry);
            return null;
        });
    }

    private void checkEmpty(Tables.Row directory) throws SQLException, VfsException {
        if (!tables.entries(directory.id(), 0).isEmpty()) {
            throw new VfsException(VfsError.NOTEMPTY);
        }
    }

    private void delete(Tables.Row parent, Tables.Row entry) throws SQLException {
        tables.delete(entry.id());
        tables.touch(parent.id());
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        transaction(() -> {
            Tables.Row source = findDirectory(fromDirectory);
            Tables.Row target = findDirectory(toDirectory);
            checkName(from);
            checkName(to);
            Tables.Row moved = findEntry(source, from);
            checkNotWithin(target, moved);
            Tables.Row replaced = tables.find(target.id(), to);
            if (replaced != null && replaced.id() == moved.id()) {
                return null;
            }
            if (replaced != null) {
                replace(moved, replaced, target);
            }
            tables.move(moved.id(), target.id(), to, replaced);
            tables.touch(source.id());
            tables.touch(target.id());
            return null;
        });
    }

    private void replace(Tables.Row moved, Tables.Row replaced, Tables.Row directory) throws SQLException, VfsException {
        if (replaced.type() == FileType.DIRECTORY) {
            typed(moved, FileType.DIRECTORY, VfsError.ISDIR);
            checkEmpty(replaced);
        } else if (moved.type() == FileType.DIRECTORY) {
            throw new VfsException(VfsError.NOTDIR);
        }
        delete(directory, replaced);
    }

    private void checkNotWithin(Tables.Row directory, Tables.Row moved) throws SQLException, VfsException {
        Tables.Row above = directory;
        while (above.id() != ROOT) {
            if (above.id() == moved.id()) {
                throw new VfsException(VfsError.INVAL);
            }
            above = tables.find(above.parent());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            tables.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
