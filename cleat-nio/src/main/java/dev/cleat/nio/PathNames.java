package dev.cleat.nio;

import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names as bytes and names as paths.
 *
 * <p>The JDK's Unix paths are bytes inside, but their text is right only where the locale's encoding can express them. Their
 * URIs are exact in every locale, so that is how names travel that are not plain ASCII. Elsewhere paths are text, and a name
 * that is not UTF-8, or that the file system forbids, cannot exist: looking for it finds nothing, making it is INVAL, and
 * what cannot be expressed as bytes is not listed.
 */
final class PathNames {
    private static final Pattern DEVICES =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])([ .:].*)?");
    private static final Set<Character> WINDOWS_ENDS = Set.of('.', ' ');

    private final FileSystemTraits traits;
    private final boolean bytes;

    PathNames(Path root, FileSystemTraits traits) {
        this.traits = traits;
        this.bytes = root.getFileSystem().equals(FileSystems.getDefault()) && !traits.windows();
    }

    /** The path of an entry, or null where the file system can have none of that name. */
    @Nullable Path find(Path directory, Name name) {
        if (isTooLong(name) || name.isDots() || !name.isComponent()) {
            return null;
        }
        boolean text = bytes || isAscii(name) || name.isText();
        if (!text || (traits.windows() && isReserved(name.toString()))) {
            return null;
        }
        try {
            Path child = directory.resolve(
                    bytes && !isAscii(name)
                            ? exact(name)
                            : directory.getFileSystem().getPath(name.toString()));
            boolean oneBelow = child.getNameCount() == directory.getNameCount() + 1 && child.startsWith(directory);
            return oneBelow ? child : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** The path of an entry that is to be made. */
    Path make(Path directory, Name name) throws VfsException {
        if (isTooLong(name)) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        Path path = find(directory, name);
        if (path == null) {
            throw new VfsException(VfsError.INVAL, "the file system can have no such name");
        }
        return path;
    }

    /** Windows counts UTF-16 units, and so gives more than their number to who maps other names to its own. */
    boolean isTooLong(Name name) {
        int length = traits.windows() ? name.toString().length() : name.length();
        return length > Limits.POSIX.maxNameLength();
    }

    /** The name of an entry, or null where it cannot be expressed. */
    @Nullable Name name(Path entry) {
        Path last = entry.getFileName();
        if (last == null) {
            return null;
        }
        String text = last.toString();
        Name name = bytes ? exact(last) : text(text);
        return name == null || isTooLong(name) || !name.isComponent() ? null : name;
    }

    /** The target of a link as it was given. */
    Name target(Path target) {
        String text = target.toString();
        if (bytes && !isAscii(text)) {
            // Segment by segment, since a URI is absolute and knows no "..".
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < target.getNameCount(); i++) {
                out.writeBytes(i > 0 || target.isAbsolute() ? new byte[] {'/'} : new byte[0]);
                out.writeBytes(exact(target.getName(i)).toBytes());
            }
            return Name.of(out.toByteArray());
        }
        return Name.of(traits.windows() ? text.replace('\\', '/') : text);
    }

    /** A link's target as a path. */
    Path target(Path link, Name target) throws VfsException {
        if (!isAscii(target) && !bytes && !target.isText()) {
            throw new VfsException(VfsError.INVAL, "the file system can have no such link");
        }
        if (isAscii(target) || !bytes) {
            return link.getFileSystem().getPath(target.toString());
        }
        Path path = exact(target);
        return target.byteAt(0) == '/' ? Path.of("/").resolve(path) : path;
    }

    private static boolean isAscii(Name name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.byteAt(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isReserved(String name) {
        return WINDOWS_ENDS.contains(name.charAt(name.length() - 1))
                || DEVICES.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** A relative path with exactly these bytes. */
    private static Path exact(Name name) {
        StringBuilder uri = new StringBuilder("file:///");
        for (int i = 0; i < name.length(); i++) {
            byte b = name.byteAt(i);
            uri.append(b == '/' ? "/" : "%" + HexFormat.of().toHexDigits(b));
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        return absolute.subpath(0, absolute.getNameCount());
    }

    /** The bytes of a path with one name. */
    private static Name exact(Path last) {
        if (isAscii(last.toString())) {
            return Name.of(last.toString());
        }
        String uri = Path.of("/").resolve(last).toUri().getRawPath();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                out.write(Integer.parseInt(uri, i + 1, i + 3, 16));
                i += 2;
            } else if (c != '/') {
                out.write(c);
            }
        }
        return Name.of(out.toByteArray());
    }

    /** Text with half a surrogate pair, which Windows allows, has no UTF-8. */
    private static @Nullable Name text(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? Name.of(text) : null;
    }
}
