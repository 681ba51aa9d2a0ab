package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.client.NfsLocation;
import dev.cleat.client.NfsUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The servers that a command talks to, from their URLs on. For one thread. */
final class Servers implements AutoCloseable {
    private final ServerOptions options;
    private final List<NfsClient> clients = new ArrayList<>();
    private final List<NfsLocation> mounted = new ArrayList<>();

    Servers(ServerOptions options) {
        this.options = options;
    }

    NfsLocation locate(NfsUrl url) throws IOException {
        NfsClient client = options.client(url);
        clients.add(client);
        NfsLocation location = client.locate(url.path());
        mounted.add(location);
        return location;
    }

    /** Nothing is lost if a server does not hear that it is no longer needed. */
    @Override
    public void close() {
        for (NfsLocation location : mounted) {
            try {
                location.close();
            } catch (IOException e) {
                break;
            }
        }
        clients.forEach(NfsClient::close);
    }
}
