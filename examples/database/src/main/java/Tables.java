import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The SQL: objects in one table, the contents of files, in pieces of equal size, in another. For one thread at a time. */
final class Tables {
    static final long ROOT = 3;
    static final int NAME_BYTES = 255;
    /** Of a file; pieces are numbered by integers. */
    static final long MOST_BYTES = (long) Integer.MAX_VALUE * (32 << 10);

    private static final int PIECE = 32 << 10;
    private static final String COLUMNS =
            "id, parent, name, cookie, type, size, target, accessed, modified, changed";

    private final Connection connection;
    private final long number;

    /** An object with the one name it has, and the place of that in listings; the root is its own parent. */
    record Row(
            long id,
            long parent,
            Name name,
            long cookie,
            FileType type,
            long size,
            Name target,
            Instant accessed,
            Instant modified,
            Instant changed) {}

    Tables(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists database_number (number bigint not null)");
            // Numbers are given out once, so that the handle of what was removed never names something else.
            statement.execute("create table if not exists object (id bigint generated always as identity (start with "
                    + (ROOT + 1)
                    + ") primary key, parent bigint not null, name varbinary(255) not null,"
                    + " cookie bigint not null, type varchar(20) not null,"
                    + " size bigint not null, target varbinary(65536), accessed bigint not null,"
                    + " modified bigint not null, changed bigint not null, unique (parent, name))");
            statement.execute("create sequence if not exists cookies start with " + (ROOT + 1));
            statement.execute("create table if not exists piece (object bigint not null, number int not null,"
                    + " bytes varbinary(" + PIECE + ") not null, primary key (object, number))");
        }
        number = numberOfDatabase();
        if (find(ROOT) == null) {
            long now = nanos(Instant.now());
            update(
                    "insert into object (" + COLUMNS + ") overriding system value values (?, ?, ?, ?, ?, 0, null, ?, ?, ?)",
                    ROOT, ROOT, new byte[0], ROOT, FileType.DIRECTORY.name(), now, now, now);
        }
        connection.commit();
    }

    private long numberOfDatabase() throws SQLException {
        Long known = longOf("select number from database_number");
        if (known != null) {
            return known;
        }
        long made = new SecureRandom().nextLong();
        update("insert into database_number values (?)", made);
        return made;
    }

    long number() {
        return number;
    }

    Row find(long id) throws SQLException {
        List<Row> rows = rows("select " + COLUMNS + " from object where id = ?", id);
        return rows.isEmpty() ? null : rows.getFirst();
    }

    Row find(long parent, Name name) throws SQLException {
        List<Row> rows = rows(
                "select " + COLUMNS + " from object where parent = ? and name = ? and id <> parent", parent, name.toBytes());
        return rows.isEmpty() ? null : rows.getFirst();
    }

    /** Some; a listing goes on behind a number, however much changes meanwhile. */
    List<Row> entries(long parent, long after) throws SQLException {
        return rows(
                "select " + COLUMNS
                        + " from object where parent = ? and cookie > ? and id <> parent order by cookie fetch first 500 rows only",
                parent,
                after);
    }

    int directoriesIn(long parent) throws SQLException {
        Long count = longOf(
                "select count(*) from object where parent = ? and type = 'DIRECTORY' and id <> parent", parent);
        return count == null ? 0 : count.intValue();
    }

    Row insert(Row parent, Name name, FileType type, Name target) throws SQLException {
        long now = nanos(Instant.now());
        update(
                "insert into object (parent, name, cookie, type, size, target, accessed, modified, changed)"
                        + " values (?, ?, next value for cookies, ?, ?, ?, ?, ?, ?)",
                parent.id(),
                name.toBytes(),
                type.name(),
                target == null ? 0L : (long) target.length(),
                target == null ? null : target.toBytes(),
                now,
                now,
                now);
        return find(parent.id(), name);
    }

    void delete(long id) throws SQLException {
        update("delete from piece where object = ?", id);
        update("delete from object where id = ?", id);
    }

    /** To the end of a listing, or to the place of what had the name. */
    void move(long id, long parent, Name name, Row replaced) throws SQLException {
        update(
                "update object set parent = ?, name = ?, cookie = coalesce(?, next value for cookies), changed = ? where id = ?",
                parent,
                name.toBytes(),
                replaced == null ? null : replaced.cookie(),
                nanos(Instant.now()),
                id);
    }

    /** Notes that a directory's entries changed. */
    void touch(long id) throws SQLException {
        long now = nanos(Instant.now());
        update("update object set modified = ?, changed = ? where id = ?", now, now, id);
    }

    /** Null leaves a time as it is. */
    void setTimes(long id, Instant accessed, Instant modified, Instant changed) throws SQLException {
        update(
                "update object set accessed = coalesce(?, accessed), modified = coalesce(?, modified), changed = ?"
                        + " where id = ?",
                accessed == null ? null : nanos(accessed),
                modified == null ? null : nanos(modified),
                nanos(changed),
                id);
    }

    /** How many bytes there were. */
    long read(Row file, long offset, ByteBuffer into) throws SQLException {
        long end = offset + Math.clamp(file.size() - offset, 0, into.remaining());
        for (long at = offset; at < end; ) {
            byte[] piece = piece(file.id(), at);
            int from = (int) (at % PIECE);
            int count = (int) Math.min(end - at, PIECE - from);
            into.put(piece, from, count);
            at += count;
        }
        return end - offset;
    }

    void write(Row file, long offset, ByteBuffer data) throws SQLException {
        long at = offset;
        while (data.hasRemaining()) {
            byte[] piece = piece(file.id(), at);
            int from = (int) (at % PIECE);
            int count = Math.min(data.remaining(), PIECE - from);
            data.get(piece, from, count);
            store(file.id(), at, piece);
            at += count;
        }
        resized(file.id(), Math.max(file.size(), at), Instant.now());
    }

    /** What is cut off is gone, so that it does not come back when the file grows again. */
    void resize(Row file, long size, Instant now) throws SQLException {
        if (size < file.size()) {
            update("delete from piece where object = ? and number >= ?", file.id(), (size + PIECE - 1) / PIECE);
            int kept = (int) (size % PIECE);
            if (kept > 0) {
                byte[] last = piece(file.id(), size);
                Arrays.fill(last, kept, PIECE, (byte) 0);
                store(file.id(), size, last);
            }
        }
        resized(file.id(), size, now);
    }

    private void resized(long id, long size, Instant now) throws SQLException {
        update("update object set size = ?, modified = ?, changed = ? where id = ?", size, nanos(now), nanos(now), id);
    }

    /** Gaps have no pieces. */
    private byte[] piece(long id, long offset) throws SQLException {
        try (PreparedStatement statement =
                prepared("select bytes from piece where object = ? and number = ?", id, offset / PIECE);
                ResultSet found = statement.executeQuery()) {
            return found.next() ? found.getBytes(1) : new byte[PIECE];
        }
    }

    private void store(long id, long offset, byte[] piece) throws SQLException {
        update("merge into piece (object, number, bytes) key (object, number) values (?, ?, ?)", id, offset / PIECE, piece);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** H2 writes in the background, and says that it has at a checkpoint. */
    void sync() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
        }
    }

    void close() throws SQLException {
        connection.close();
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.executeUpdate();
        }
    }

    private Long longOf(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet found = statement.executeQuery()) {
            return found.next() ? found.getLong(1) : null;
        }
    }

    private List<Row> rows(String sql, Object... values) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                byte[] target = found.getBytes(7);
                rows.add(new Row(
                        found.getLong(1),
                        found.getLong(2),
                        Name.of(found.getBytes(3)),
                        found.getLong(4),
                        FileType.valueOf(found.getString(5)),
                        found.getLong(6),
                        target == null ? null : Name.of(target),
                        time(found.getLong(8)),
                        time(found.getLong(9)),
                        time(found.getLong(10))));
            }
        }
        return rows;
    }
}
