package dev.cleat.cli;

import dev.cleat.client.NfsLocation;
import dev.cleat.client.NfsPath;
import dev.cleat.client.NfsUrl;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code cleat cp}: from servers, to servers, and between them. */
@Command(name = "cp", description = "Copies files from and to NFS servers, without mounting them.")
final class CopyFiles extends FilesCommand {
    @Option(
            names = {"-r", "-R"},
            description = "Directories with all that is in them; links as links.")
    private boolean recursive;

    @Option(names = "-p", description = "Keep permissions and times of change.")
    private boolean keep;

    @Parameters(
            arity = "2..*",
            paramLabel = "PLACE",
            description = "What to copy, and last where to: paths, or nfs://HOST[:PORT]/EXPORT/PATH")
    private List<String> places = new ArrayList<>();

    @Override
    void run(Servers servers) throws IOException {
        String last = places.getLast();
        Place target = place(servers, last);
        Place.Kind there = target.kind(true);
        boolean isDirectory = there != null && there.type() == FileType.DIRECTORY;
        if (places.size() > 2 && !isDirectory) {
            throw wrong(Printable.of(last) + " is no directory, and several things cannot be copied to one");
        }
        for (String source : places.subList(0, places.size() - 1)) {
            checkNotWithin(source, last);
            try {
                Place from = place(servers, source);
                Name name = from.name();
                Place to = isDirectory && name != null ? target.child(name) : target;
                new TreeCopy(recursive, keep, this::complain).copy(from, to);
            } catch (IOException e) {
                complain(e);
            }
        }
    }

    private Place place(Servers servers, String text) throws IOException {
        if (!NfsUrl.isMeant(text)) {
            return new LocalPlace(Path.of(text), true);
        }
        NfsUrl url = url(text);
        NfsLocation location = servers.locate(url);
        NfsPath whole = NfsPath.of(url.path());
        return new RemotePlace(location.volume(), location.path(), whole.isRoot() ? null : whole.name());
    }

    /** A directory that is copied into itself grows while it is copied. */
    private void checkNotWithin(String source, String target) {
        if (recursive && target.startsWith(source.endsWith("/") ? source : source + "/")) {
            throw wrong(Printable.of(source) + " cannot be copied into itself");
        }
    }
}
