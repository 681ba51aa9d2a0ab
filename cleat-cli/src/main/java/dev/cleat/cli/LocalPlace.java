package dev.cleat.cli;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.decorate.WindowsNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place on this machine.
 *
 * @param chosen whether the user named it. Names below come from a server, which might have had a link made first and then
 *     send files through it: links that are found there are not followed
 */
record LocalPlace(Path path, boolean chosen) implements Place {
    private static final boolean WINDOWS = Platform.current() == Platform.WINDOWS;
    /** A file called CON must not become the console. */
    private static final WindowsNames NAMES = new WindowsNames();

    private static final LinkOption[] NO_LINKS = {LinkOption.NOFOLLOW_LINKS};
    private static final LinkOption[] LINKS = {};

    @Override
    public @Nullable Kind kind(boolean follow) throws IOException {
        try {
            LinkOption[] links = follow ? LINKS : NO_LINKS;
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, links);
            return new Kind(
                    type(attributes), mode(links), attributes.lastModifiedTime().toInstant());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static FileType type(BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            return FileType.DIRECTORY;
        }
        if (attributes.isSymbolicLink()) {
            return FileType.SYMBOLIC_LINK;
        }
        return attributes.isRegularFile() ? FileType.REGULAR : FileType.SOCKET;
    }

    private boolean hasModes() {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private int mode(LinkOption... links) throws IOException {
        if (hasModes()) {
            return (int) Files.getAttribute(path, "unix:mode", links) & Attributes.MODE_MASK;
        }
        return Files.isDirectory(path, links) ? 0755 : 0644;
    }

    @Override
    public @Nullable Name name() {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? null : Name.of(last.toString());
    }

    /** What is one name for a server may be several here, or a drive. */
    @Override
    public Place child(Name name) throws IOException {
        Path child;
        try {
            child = path.resolve((WINDOWS ? NAMES.toHost(name) : name).toString());
        } catch (InvalidPathException e) {
            throw new FileSystemException(name.toString(), null, "cannot be a name here");
        }
        boolean sole = name.isText()
                && child.getNameCount() == path.getNameCount() + 1
                && path.equals(child.getParent())
                && child.equals(path.resolve(child.getFileName()).normalize());
        // A path of one empty name is the working directory.
        if (!sole && !(path.toString().isEmpty() && child.getNameCount() == 1 && !child.isAbsolute())) {
            throw new FileSystemException(name.toString(), null, "cannot be a name here");
        }
        return new LocalPlace(child, false);
    }

    @Override
    public List<Name> names() throws IOException {
        List<Name> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                Name name = Name.of(String.valueOf(entry.getFileName()));
                names.add(WINDOWS ? NAMES.toClient(name) : name);
            }
        }
        return names;
    }

    @Override
    public Name link() throws IOException {
        return Name.of(Files.readSymbolicLink(path).toString());
    }

    @Override
    public ReadableByteChannel read() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public WritableByteChannel write() throws IOException {
        Set<OpenOption> options = new HashSet<>(
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
        if (!chosen) {
            options.add(LinkOption.NOFOLLOW_LINKS);
        }
        return FileChannel.open(path, options);
    }

    @Override
    public void makeDirectory() throws IOException {
        Kind there = kind(chosen);
        if (there == null) {
            Files.createDirectory(path);
        } else if (there.type() != FileType.DIRECTORY) {
            throw new NotDirectoryException(path.toString());
        }
    }

    @Override
    public void makeLink(Name target) throws IOException {
        try {
            Files.createSymbolicLink(path, Path.of(target.toString()));
        } catch (InvalidPathException | UnsupportedOperationException e) {
            throw new FileSystemException(path.toString(), null, "cannot be such a link here");
        }
    }

    @Override
    public void keep(Kind kind) throws IOException {
        if (hasModes()) {
            Files.setAttribute(path, "unix:mode", kind.mode() & 0777);
        }
        Files.setLastModifiedTime(path, FileTime.from(kind.modified()));
    }
}
