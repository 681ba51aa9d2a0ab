package dev.cleat.cli;

import dev.cleat.archive.ArchiveLimits;
import dev.cleat.archive.ArchiveVfs;
import dev.cleat.archive.WritableZipVfs;
import dev.cleat.linux.LinuxOptions;
import dev.cleat.linux.LinuxVfs;
import dev.cleat.nio.NioVfs;
import dev.cleat.server.StateFolder;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what is served, by the back end that the user chose or that fits the host. */
final class BackEnds {
    private final Choices choices;
    private final StateFolder state;
    private boolean actsAsOneUser;
    private boolean zipWritable;

    /**
     * What the user chose.
     *
     * @param backend as {@code --backend} takes it
     * @param symbolicLinks as {@code --symlinks} takes it
     * @param names as {@code --names} takes it
     * @param openFiles as {@code --max-open-files} takes it
     */
    record Choices(String backend, boolean crossMounts, String symbolicLinks, String names, int openFiles) {}

    BackEnds(Choices choices, StateFolder state) {
        this.choices = choices;
        this.state = state;
    }

    /** From now on zip files can be written. */
    BackEnds withZipWritable(boolean writable) {
        zipWritable = writable;
        return this;
    }

    Vfs open(ExportArgument export) throws IOException {
        FileSystem host = export.path().getFileSystem();
        Vfs vfs = NamePolicy.of(choices.names, host).applyTo(files(export));
        boolean asFiles = switch (choices.symbolicLinks) {
            case "sl" -> true;
            case "native" -> false;
            // Windows lets only administrators and developers make them.
            default -> NamePolicy.isWindowsLike(host) || !vfs.limits(vfs.root()).symbolicLinks();
        };
        return asFiles ? new SymlinkFileVfs(vfs) : vfs;
    }

    private Vfs files(ExportArgument export) throws IOException {
        if (Files.isRegularFile(export.path())) {
            return archive(export);
        }
        return switch (choices.backend) {
            case "memory" -> new MemoryVfs();
            case "nio" -> nio(export);
            case "linux" -> linux(export);
            default -> isHosts(export) && LinuxVfs.isSupported() ? linux(export) : nio(export);
        };
    }

    private static boolean isHosts(ExportArgument export) {
        return export.path().getFileSystem().equals(FileSystems.getDefault());
    }

    /** Whether anything that was opened does for everybody what the user may do who started the server. */
    boolean actsAsOneUser() {
        return actsAsOneUser;
    }

    private Vfs linux(ExportArgument export) throws IOException {
        LinuxOptions options = LinuxOptions.DEFAULT
                .withCrossMounts(choices.crossMounts)
                .withOpenFiles(choices.openFiles)
                .withIdMap(() -> JournalIdMap.open(state.ids(export.name())));
        LinuxVfs vfs = LinuxVfs.open(export.path(), options);
        actsAsOneUser |= !vfs.actsAsCallers();
        return vfs;
    }

    /** What the user may read who started the server, others perhaps may not. */
    private Vfs archive(ExportArgument export) throws IOException {
        actsAsOneUser |= HostUser.id() != 0;
        Path work = state.ids(export.name());
        if (!zipWritable || !ArchiveVfs.isZip(export.path())) {
            return ArchiveVfs.open(export.path(), work, ArchiveLimits.DEFAULT);
        }
        Path ids = Files.createDirectories(work.resolve("ids"));
        return WritableZipVfs.open(
                export.path(), work, ArchiveLimits.DEFAULT, tree -> NioVfs.of(tree, JournalIdMap.open(ids)));
    }

    private Vfs nio(ExportArgument export) throws IOException {
        actsAsOneUser |= HostUser.id() != 0; // root gives to callers what they make
        return NioVfs.of(export.path(), JournalIdMap.open(state.ids(export.name())));
    }
}
