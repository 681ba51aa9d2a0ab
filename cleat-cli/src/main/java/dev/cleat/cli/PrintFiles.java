package dev.cleat.cli;

import dev.cleat.client.NfsLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code cleat cat}: bytes of files, as they are. */
@Command(name = "cat", description = "Writes files of NFS servers to standard output.")
final class PrintFiles extends FilesCommand {
    private static final int BYTES = 1 << 20;

    @Parameters(arity = "1..*", paramLabel = "URL", description = "nfs://HOST[:PORT]/EXPORT/PATH")
    private List<String> urls = new ArrayList<>();

    @Override
    void run(Servers servers) throws IOException {
        for (String url : urls) {
            NfsLocation location;
            InputStream in;
            try {
                location = servers.locate(url(url));
                in = location.volume().read(location.path());
            } catch (IOException e) {
                complain(e);
                continue;
            }
            try (in) {
                print(in, System.out);
            }
        }
    }

    /** Print streams swallow errors: whoever read this may have gone, and then there is nothing more to do. */
    private static void print(InputStream in, PrintStream out) throws IOException {
        byte[] buffer = new byte[BYTES];
        int count = in.read(buffer);
        while (count >= 0 && !out.checkError()) {
            out.write(buffer, 0, count);
            count = in.read(buffer);
        }
        out.flush();
    }
}
