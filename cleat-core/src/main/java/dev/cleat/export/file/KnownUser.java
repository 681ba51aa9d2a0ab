package dev.cleat.export.file;

import dev.cleat.vfs.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link dev.cleat.export.GroupLookup} said of a user.
 *
 * @param user null where it knows nobody of this number
 */
record KnownUser(@Nullable Caller user) {
    /** The primary group of a call: the one that it names, where the user belongs to it. */
    int gidOf(int named, int anonymous) {
        if (user == null) {
            return anonymous;
        }
        return user.isMember(named) ? named : user.gid();
    }

    int[] gids() {
        if (user == null) {
            return new int[0];
        }
        int[] gids = new int[user.groupCount()];
        for (int i = 0; i < gids.length; i++) {
            gids[i] = user.group(i);
        }
        return gids;
    }
}
