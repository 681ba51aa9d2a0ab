package dev.cleat.cli;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.MappedNamesVfs;
import dev.cleat.vfs.decorate.NormalizedNames;
import dev.cleat.vfs.decorate.WindowsNames;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.text.Normalizer.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --names} says.
 *
 * @param windows names that Windows forbids are mapped to some that it takes
 * @param form in which names are kept and shown; null leaves them as they are
 */
record NamePolicy(boolean windows, @Nullable Form form) {
    static final List<String> CHOICES = List.of("auto", "exact", "windows", "nfc", "nfd");

    /**
     * @param windowsLike whether the file system has the rules of Windows, so that a name which it forbids cannot be kept
     * @param macOs whether what people type comes to the host's own file system as it was composed, in either form
     */
    static NamePolicy of(String choice, boolean windowsLike, boolean macOs) {
        return switch (choice) {
            case "exact" -> new NamePolicy(false, null);
            case "windows" -> new NamePolicy(true, null);
            case "nfc" -> new NamePolicy(windowsLike, Form.NFC);
            case "nfd" -> new NamePolicy(windowsLike, Form.NFD);
            default -> new NamePolicy(windowsLike, macOs && !windowsLike ? Form.NFC : null);
        };
    }

    static NamePolicy of(String choice, FileSystem files) {
        boolean host = files.equals(FileSystems.getDefault());
        return of(choice, isWindowsLike(files), host && Platform.current() == Platform.MACOS);
    }

    static boolean isWindowsLike(FileSystem files) {
        return files.getSeparator().equals("\\");
    }

    Vfs applyTo(Vfs vfs) {
        Vfs mapped = windows ? new MappedNamesVfs(vfs, new WindowsNames()) : vfs;
        return form == null ? mapped : new MappedNamesVfs(mapped, new NormalizedNames(form, form));
    }
}
