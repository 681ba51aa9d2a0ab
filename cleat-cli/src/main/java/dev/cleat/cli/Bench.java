package dev.cleat.cli;

import dev.cleat.client.NfsLocation;
import dev.cleat.client.NfsPath;
import dev.cleat.client.NfsVolume;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code cleat bench}: a first idea of how fast a server is from here. It works in a directory of its own, which
 * it removes.
 */
@Command(
        name = "bench",
        description = "Measures how fast an NFS server answers, writes and reads.",
        sortOptions = false)
final class Bench extends FilesCommand {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "nfs://HOST[:PORT]/EXPORT/PATH: a directory to work in, or a file that is only read.")
    private String url = "";

    @Option(
            names = "--size",
            paramLabel = "MIB",
            defaultValue = "64",
            description = "How much each job writes and reads (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many calls are under way at once (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How long small calls are repeated (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Override
    void run(Servers servers) throws IOException {
        if (size < 1 || jobs < 1 || !(seconds > 0)) {
            throw wrong("sizes, jobs and seconds are more than nothing");
        }
        NfsLocation location = servers.locate(url(url));
        NfsVolume volume = location.volume();
        Attributes attributes = volume.attributes(location.path());
        Duration time = Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
        Measurement measurement = new Measurement(volume, jobs, (long) size << 20, time);
        say(measurement.attributes(location.path(), 1));
        say(measurement.attributes(location.path(), jobs));
        if (attributes.isDirectory()) {
            inDirectory(measurement, volume, location.path());
        } else {
            say(measurement.read(job -> location.path()));
        }
    }

    private void inDirectory(Measurement measurement, NfsVolume volume, NfsPath directory) throws IOException {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        NfsPath own = directory.resolve(".cleat-bench-" + HexFormat.of().formatHex(random));
        try {
            volume.makeDirectory(own, 0700);
        } catch (VfsException e) {
            complain("nothing is written: " + ErrorWords.of(e));
            return;
        }
        try {
            say(measurement.createAndRemove(own, 1));
            say(measurement.createAndRemove(own, jobs));
            say(measurement.write(job -> own.resolve("file-" + job)));
            say(measurement.read(job -> own.resolve("file-" + job)));
        } finally {
            for (var entry : volume.list(own)) {
                volume.remove(own.resolve(entry.name()));
            }
            volume.removeDirectory(own);
        }
    }

    private void say(String line) {
        out().println(line);
        out().flush();
    }
}
