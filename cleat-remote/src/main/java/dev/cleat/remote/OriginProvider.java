package dev.cleat.remote;

import java.io.IOException;
import java.net.URI;

/** Opens origins of one kind, named by a URI. Found by {@link java.util.ServiceLoader}, so that their libraries are loaded only for who uses them. */
public interface OriginProvider {
    /** The scheme of the URIs that it opens, in lower case. */
    String scheme();

    /**
     * @throws IllegalArgumentException with a line for the user, where the URI makes no sense
     */
    Origin open(URI uri) throws IOException;
}
