package dev.cleat.cli;

import dev.cleat.client.NfsEntry;
import dev.cleat.client.NfsLocation;
import dev.cleat.client.NfsPath;
import dev.cleat.client.NfsVolume;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code cleat ls}: directories of a server, without mounting them. */
@Command(name = "ls", description = "Lists directories of NFS servers, without mounting them.")
final class ListFiles extends FilesCommand {
    @Option(names = "-l", description = "Mode, links, user, group, size in bytes, and time of change in UTC as well.")
    private boolean wide;

    @Option(names = "-a", description = "Names that begin with a dot as well.")
    private boolean all;

    @Option(names = "-d", description = "Directories themselves, not what is in them.")
    private boolean self;

    @Parameters(arity = "1..*", paramLabel = "URL", description = "nfs://HOST[:PORT]/EXPORT/PATH")
    private List<String> urls = new ArrayList<>();

    @Override
    void run(Servers servers) {
        for (String url : urls) {
            try {
                list(servers.locate(url(url)), url);
            } catch (IOException e) {
                complain(e);
            }
        }
    }

    private void list(NfsLocation location, String url) throws IOException {
        NfsVolume volume = location.volume();
        NfsPath path = location.path();
        Attributes attributes = self || wide ? volume.linkAttributes(path) : volume.attributes(path);
        if (attributes.type() == FileType.SYMBOLIC_LINK
                && !self
                && volume.attributes(path).isDirectory()) {
            attributes = volume.attributes(path);
        }
        if (!attributes.isDirectory() || self) {
            show(volume, path, attributes, url);
            return;
        }
        if (urls.size() > 1) {
            out().println(Printable.of(url) + ":");
        }
        List<NfsEntry> entries = new ArrayList<>(volume.list(path));
        entries.sort(Comparator.comparing(NfsEntry::name));
        for (NfsEntry entry : entries) {
            if (all || entry.name().byteAt(0) != '.') {
                show(volume, path.resolve(entry.name()), entry);
            }
        }
    }

    private void show(NfsVolume volume, NfsPath path, NfsEntry entry) {
        Attributes known = entry.attributes();
        try {
            Attributes attributes = known != null || !wide ? known : volume.linkAttributes(path);
            if (attributes == null) {
                out().println(Printable.of(entry.name()));
            } else {
                show(volume, path, attributes, entry.name().toString());
            }
        } catch (IOException e) {
            complain(e); // gone meanwhile, or not ours to see
        }
    }

    private void show(NfsVolume volume, NfsPath path, Attributes attributes, String name) throws IOException {
        if (!wide) {
            out().println(Printable.of(name));
            return;
        }
        Name target = attributes.type() == FileType.SYMBOLIC_LINK ? volume.readLink(path) : null;
        out().println("%s %4s %6s %6s %12s %s %s%s"
                .formatted(
                        mode(attributes),
                        Integer.toUnsignedString(attributes.links()),
                        Integer.toUnsignedString(attributes.uid()),
                        Integer.toUnsignedString(attributes.gid()),
                        Long.toUnsignedString(attributes.size()),
                        attributes.modified().truncatedTo(ChronoUnit.SECONDS),
                        Printable.of(name),
                        target == null ? "" : " -> " + Printable.of(target)));
    }

    /** As the classic {@code ls} writes it. */
    static String mode(Attributes attributes) {
        char type = switch (attributes.type()) {
            case REGULAR -> '-';
            case DIRECTORY -> 'd';
            case SYMBOLIC_LINK -> 'l';
            case BLOCK_DEVICE -> 'b';
            case CHARACTER_DEVICE -> 'c';
            case FIFO -> 'p';
            case SOCKET -> 's';
        };
        int mode = attributes.mode();
        return type
                + rights(mode >> 6, (mode & Attributes.SETUID) != 0, 's')
                + rights(mode >> 3, (mode & Attributes.SETGID) != 0, 's')
                + rights(mode, (mode & Attributes.STICKY) != 0, 't');
    }

    private static String rights(int bits, boolean special, char letter) {
        boolean execute = (bits & 1) != 0;
        char last = execute ? 'x' : '-';
        if (special) {
            last = execute ? letter : Character.toUpperCase(letter);
        }
        return "" + ((bits & 4) != 0 ? 'r' : '-') + ((bits & 2) != 0 ? 'w' : '-') + last;
    }
}
