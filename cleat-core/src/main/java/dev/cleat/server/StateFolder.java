package dev.cleat.server;

import dev.cleat.export.ExportIds;
import dev.cleat.export.HandleKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a server must find again after a restart, in one folder that belongs to one server at a time:
 *
 * <pre>
 *   format       "cleat-state 1": a folder of a later format is refused
 *   lock         held while a server runs; says which one
 *   handle-key   seals file handles; for the owner's eyes only
 *   exports      a line per export that ever was: its number and its name
 *   ids/         identities of back ends that have none of their own
 * </pre>
 *
 * Files are replaced whole, by renaming, so that none is ever half-written.
 */
public final class StateFolder implements AutoCloseable {
    private static final String FORMAT = "cleat-state 1";
    /** Far behind the text: Windows keeps others from reading what is locked. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final Path folder;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private StateFolder(Path folder, FileChannel lockChannel, FileLock lock) {
        this.folder = folder;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /**
     * Takes the folder, making it if need be.
     *
     * @throws StateException where another server has it, or it is of a later format, or cannot be written
     */
    public static StateFolder open(Path folder) throws StateException {
        try {
            createPrivate(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = readAll(channel);
                channel.close();
                throw new StateException("the state folder " + folder + " is in use by another server"
                        + (holder.isBlank() ? "" : " (" + holder.strip() + ")")
                        + "; give this one its own with --state");
            }
            StateFolder state = new StateFolder(folder, channel, lock);
            state.describe("pid " + ProcessHandle.current().pid());
            state.checkFormat();
            return state;
        } catch (StateException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new StateException("the state folder " + folder + " cannot be written", e);
        } catch (IOException e) {
            throw new StateException("the state folder " + folder + " cannot be used: " + reason(e), e);
        }
    }

    /** Tells who comes too late what this server is; control characters must not be in it. */
    public void describe(String server) throws IOException {
        lockChannel.truncate(0);
        lockChannel.write(ByteBuffer.wrap((server + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    }

    public Path path() {
        return folder;
    }

    /** The key that seals handles, made at the first call. */
    public HandleKey handleKey() throws IOException {
        return handleKey(folder.resolve("handle-key"));
    }

    /**
     * A key in a file of its own, to be shared with other machines: 32 hexadecimal digits; made if there is none.
     *
     * @throws StateException where the file holds something else
     */
    public static HandleKey handleKey(Path file) throws IOException {
        byte[] key = new byte[HandleKey.BYTES];
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (text.length() != 2 * HandleKey.BYTES) {
                throw new StateException(file + " holds no handle key: 32 hexadecimal digits");
            }
            key = HexFormat.of().parseHex(text);
        } catch (NoSuchFileException e) {
            new SecureRandom().nextBytes(key);
            replace(file, HexFormat.of().formatHex(key) + "\n");
        } catch (IllegalArgumentException e) {
            throw new StateException(file + " holds no handle key: 32 hexadecimal digits");
        }
        return HandleKey.of(key);
    }

    /** The numbers of exports, which belong to their names for ever. */
    public ExportIds exportIds() throws IOException {
        return new StoredExportIds(folder.resolve("exports"));
    }

    /** A folder for the identities of one export's files. */
    public Path ids(String export) throws IOException {
        Path ids = folder.resolve("ids").resolve(HexFormat.of().formatHex(export.getBytes(StandardCharsets.UTF_8)));
        createPrivate(ids);
        return ids;
    }

    @Override
    public void close() throws IOException {
        lockChannel.truncate(0);
        lock.release();
        lockChannel.close();
    }

    private void checkFormat() throws IOException {
        Path file = folder.resolve("format");
        if (!Files.exists(file)) {
            replace(file, FORMAT + "\n");
        }
        String found = Files.readString(file).strip();
        if (!found.equals(FORMAT)) {
            close();
            throw new StateException("the state folder " + folder + " has another format (" + printable(found)
                    + ") than this version's (" + FORMAT + ")");
        }
    }

    /** Writes a file that only the owner may read, durably, in one step. */
    static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (isPosix(file)) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (isPosix(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // by another server in this JVM
        }
    }

    private static String readAll(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(512);
        channel.read(bytes, 0);
        return printable(StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip());
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(e.getMessage());
    }
}
