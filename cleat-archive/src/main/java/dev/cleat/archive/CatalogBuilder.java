package dev.cleat.archive;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills a {@link Catalog} from an archive's entries in their order: of two with one path the later counts, folders that no
 * entry tells of are made, and no path leads out of the archive. For one thread.
 *
 * <p>An identity is a hash of what an object is and where: the path alone for folders, so that what is mounted stays mounted
 * when the archive is replaced; path, size and checksum (or the whole archive's stamp) for anything else, so that other contents are another object.
 */
final class CatalogBuilder {
    private static final int MAX_DEPTH = 512;

    private final Catalog catalog;
    private final Defaults defaults;
    private final MessageDigest digest;
    private long leftOut;

    /**
     * What holds where the archive does not tell.
     *
     * @param uid owner of the archive
     * @param gid its group
     * @param modified when it last changed
     * @param stamp tells this archive's contents from others' where entries have no checksums; 0 where they have
     */
    record Defaults(int uid, int gid, Instant modified, long stamp) {
        Item folder() {
            return Item.folder(0755, uid, gid, modified);
        }
    }

    /** A part of a path: one name. */
    private record Part(int from, int length) {}

    CatalogBuilder(Catalog catalog, Defaults defaults) throws ArchiveException {
        this.catalog = catalog;
        this.defaults = defaults;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        catalog.add(identify(new byte[0], List.of()), defaults.folder());
    }

    Defaults defaults() {
        return defaults;
    }

    Catalog catalog() {
        return catalog;
    }

    /** How many entries have names that no client could ask for. */
    long leftOut() {
        return leftOut;
    }

    void put(byte[] path, Item item) throws ArchiveException {
        List<Part> parts = parts(path);
        if (parts == null) {
            leftOut++;
        } else if (item.type() == FileType.DIRECTORY) {
            int folder = folder(path, parts);
            catalog.describe(folder, item);
        } else if (!parts.isEmpty()) {
            place(path, parts, catalog.add(identify(path, parts, item), item));
        }
    }

    /** A further name of the object at another path. Where there is none, none is made. */
    void link(byte[] path, byte[] existing) throws ArchiveException {
        List<Part> to = parts(existing);
        List<Part> parts = parts(path);
        int object = to == null || parts == null || parts.isEmpty() ? Catalog.NONE : find(existing, to);
        if (parts == null || object == Catalog.NONE || catalog.type(object) == FileType.DIRECTORY) {
            leftOut++;
        } else {
            place(path, parts, object);
        }
    }

    private void place(byte[] path, List<Part> parts, int object) throws ArchiveException {
        Part last = parts.getLast();
        int folder = folder(path, parts.subList(0, parts.size() - 1));
        catalog.name(folder, path, last.from, last.length, object);
    }

    private int find(byte[] path, List<Part> parts) {
        int at = Catalog.ROOT;
        for (Part part : parts) {
            int entry = catalog.entry(at, path, part.from, part.length);
            if (entry == Catalog.NONE) {
                return Catalog.NONE;
            }
            at = catalog.named(entry);
        }
        return at;
    }

    private int folder(byte[] path, List<Part> parts) throws ArchiveException {
        int at = Catalog.ROOT;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int entry = catalog.entry(at, path, part.from, part.length);
            if (entry != Catalog.NONE && catalog.type(catalog.named(entry)) == FileType.DIRECTORY) {
                at = catalog.named(entry);
            } else {
                int made = catalog.add(identify(path, parts.subList(0, i + 1)), defaults.folder());
                catalog.name(at, path, part.from, part.length, made);
                at = made;
            }
        }
        return at;
    }

    /** The names of a path, or null where one cannot be served: it is too long, has a zero byte, or is too deep. */
    private static @Nullable List<Part> parts(byte[] path) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= path.length; i++) {
            if (i == path.length || path[i] == '/') {
                int length = i - from;
                if (length > Limits.POSIX.maxNameLength()) {
                    return null;
                }
                if (isDots(path, from, length, 2)) {
                    if (!parts.isEmpty()) {
                        parts.removeLast();
                    }
                } else if (length > 0 && !isDots(path, from, length, 1)) {
                    parts.add(new Part(from, length));
                }
                from = i + 1;
            } else if (path[i] == 0) {
                return null;
            }
        }
        return parts.size() > MAX_DEPTH ? null : parts;
    }

    private static boolean isDots(byte[] path, int from, int length, int dots) {
        return length == dots && path[from] == '.' && path[from + length - 1] == '.';
    }

    private FileId identify(byte[] path, List<Part> parts) {
        return identify(FileType.DIRECTORY, path, parts);
    }

    private FileId identify(byte[] path, List<Part> parts, Item item) {
        digest.update(ByteBuffer.allocate(20)
                .putLong(item.size())
                .putInt(item.place().crc())
                .putLong(defaults.stamp)
                .flip());
        return identify(item.type(), path, parts);
    }

    private FileId identify(FileType type, byte[] path, List<Part> parts) {
        digest.update(type.name().getBytes(StandardCharsets.US_ASCII));
        for (Part part : parts) {
            digest.update((byte) '/');
            digest.update(path, part.from, part.length);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new FileId(hash.getLong(), hash.getLong() | 2);
    }
}
