package dev.cleat.nio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the contents of folders. Where the host's provider offers it (Linux, macOS) each step from the root down
 * opens a folder below the one before and refuses links, so that no other process can lead us out of the root between
 * {@link Whereabouts}'s look and this; that takes some ten microseconds a step. Elsewhere that look has to do.
 *
 * <p>java.nio.file makes folders and links, and asks for all attributes, by path alone.
 */
final class Folders {
    private final Path root;
    private final boolean secure;
    private final ReadOnlyFlags flags;

    Folders(Path root, FileSystemTraits traits) throws IOException {
        this.root = root;
        this.flags = new ReadOnlyFlags(traits.dos());
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            this.secure = traits.unix() && top instanceof SecureDirectoryStream<Path>;
        }
    }

    FileChannel open(Path file, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        try (SecureDirectoryStream<Path> folder = walk(file.getParent())) {
            if (folder == null) {
                return FileChannel.open(file, options, attributes);
            }
            SeekableByteChannel channel = folder.newByteChannel(file.getFileName(), options, attributes);
            if (channel instanceof FileChannel fileChannel) {
                return fileChannel;
            }
            channel.close();
            throw new IOException("the provider's channel is not that of a file");
        }
    }

    /** Shows all entries, as paths whose last name is theirs. */
    void list(Path directory, Consumer<Path> entries) throws IOException {
        try (SecureDirectoryStream<Path> folder = walk(directory);
                DirectoryStream<Path> stream = folder == null ? Files.newDirectoryStream(directory) : null) {
            DirectoryStream<Path> listed = folder == null ? stream : folder;
            if (listed != null) {
                listed.forEach(entries);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    void delete(Path entry, boolean directory) throws IOException {
        try (SecureDirectoryStream<Path> folder = walk(entry.getParent())) {
            if (folder == null) {
                flags.removing(entry, () -> {
                    Files.delete(entry);
                    return true;
                });
            } else if (directory) {
                folder.deleteDirectory(entry.getFileName());
            } else {
                folder.deleteFile(entry.getFileName());
            }
        }
    }

    /** @return false where the provider cannot do that */
    boolean move(Path from, Path to) throws IOException {
        try (SecureDirectoryStream<Path> source = walk(from.getParent());
                SecureDirectoryStream<Path> target = walk(to.getParent())) {
            if (source == null || target == null) {
                return false;
            }
            source.move(from.getFileName(), target, to.getFileName());
            return true;
        }
    }

    /** The folder, opened step by step, or null where that cannot be done. */
    private @Nullable SecureDirectoryStream<Path> walk(@Nullable Path directory) throws IOException {
        if (!secure || directory == null) {
            return null;
        }
        SecureDirectoryStream<Path> at = top();
        Path steps = root.relativize(directory);
        for (int i = 0; i < steps.getNameCount() && !steps.toString().isEmpty(); i++) {
            try (SecureDirectoryStream<Path> above = at) {
                at = above.newDirectoryStream(steps.getName(i), LinkOption.NOFOLLOW_LINKS);
            }
        }
        return at;
    }

    // Whoever walked closes it.
    @SuppressWarnings("StreamResourceLeak")
    private SecureDirectoryStream<Path> top() throws IOException {
        return (SecureDirectoryStream<Path>) Files.newDirectoryStream(root);
    }
}
