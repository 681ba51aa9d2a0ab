package dev.cleat.export;

import dev.cleat.vfs.Caller;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Who knows the groups of users, in place of the client: AUTH_SYS carries sixteen at most (RFC 5531 appendix A), and a client may
 * claim any.
 */
@FunctionalInterface
public interface GroupLookup {
    /**
     * The groups of a user. Called by several threads at once, on threads that may wait, virtual ones among them; answers are kept
     * for a minute, those that no such user is known as well.
     *
     * @param uid unsigned; never that of the superuser
     * @return the user with primary group and all others; null where nobody has this number
     * @throws IOException if that cannot be found out now: the client is told to try again later
     */
    @Nullable Caller find(int uid) throws IOException;
}
