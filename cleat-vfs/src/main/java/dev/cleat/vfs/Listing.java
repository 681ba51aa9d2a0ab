package dev.cleat.vfs;

import org.jspecify.annotations.Nullable;

/** Takes the entries of a directory, one at a time, until it is full. */
public interface Listing {
    /** Whether {@link #add} wants each entry's node as well, where it can be had at little cost. */
    boolean wantsNodes();

    /**
     * Offers an entry.
     *
     * @param fileId the object's {@link Attributes#fileId}
     * @param cookie where a later {@link Vfs#list} goes on behind this entry; unsigned, above 2, unlike any other entry's in
     *     this directory. From 2^30 on cookies are taken for positions, each that of the entry that follows: they grow along
     *     the listing, which can go on at the first entry that is at or behind any such number. Protocols that have room for
     *     only the upper half go on from there.
     * @param node the entry's identity and attributes, or null where they are not at hand; ignored unless {@link #wantsNodes}
     * @return false when the entry was not taken: the listing is full, and {@link Vfs#list} returns
     */
    boolean add(Name name, long fileId, long cookie, @Nullable Node node);
}
