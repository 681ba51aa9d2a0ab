package dev.cleat.nio;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Owners and modes, wherever they are kept. What was asked for has been allowed. */
sealed interface Owners permits HostOwners, KeptOwners {
    /** The attributes by which to judge whether the caller may change some. */
    Attributes judgedFor(Located object, Attributes attributes, Caller caller) throws IOException;

    /**
     * Changes them, in one step where that is possible. A new owner leaves no setuid or setgid standing unless a mode comes with it.
     *
     * @param mode not of a link
     */
    void change(Located object, @Nullable Integer uid, @Nullable Integer gid, @Nullable Integer mode, Caller caller)
            throws IOException;

    /** Only the times were changed. */
    void touched(Located object) throws IOException;
}
