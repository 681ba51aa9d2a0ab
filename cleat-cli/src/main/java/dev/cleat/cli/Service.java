package dev.cleat.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that is to start with the machine, or with its user.
 *
 * @param program the launcher, absolute
 * @param cache where the launcher keeps what it has built, if not where it does by itself
 * @param environment what the service needs of the environment it was installed from
 * @param user whose it is; only his own where {@link User#isSystem} is false
 */
record Service(Path program, @Nullable Path cache, Map<String, String> environment, User user, ServeWords serve) {
    static final String NAME = "cleat";
    static final String DESCRIPTION = "NFS server (Cleat)";

    /**
     * @param isSystem whether for the whole machine, by its administrator
     * @param id as the system numbers users
     */
    record User(boolean isSystem, long id, Path home) {}

    Service {
        Map<String, String> all = new HashMap<>(environment);
        if (cache != null) {
            all.put("CLEAT_CACHE", cache.toString());
        }
        environment = Map.copyOf(all);
    }

    /** What to run, a word each. */
    List<String> words(List<String> more) {
        return Stream.of(List.of(program.toString(), "serve"), more, serve.words())
                .flatMap(List::stream)
                .toList();
    }
}
