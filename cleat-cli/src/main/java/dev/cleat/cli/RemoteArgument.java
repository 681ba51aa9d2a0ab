package dev.cleat.cli;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --http} is told to export: {@code URL}, or {@code NAME=URL}.
 *
 * @param name under which clients mount it; by default the last part of the URL's path, or its host
 */
record RemoteArgument(String name, URI uri) {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._+-]+)=(.+)");
    private static final Pattern LAST = Pattern.compile(".*/([^/]+)/*");

    /**
     * @throws IllegalArgumentException with a line for the user
     */
    static RemoteArgument parse(String text) {
        Matcher named = NAMED.matcher(text);
        boolean isNamed = named.matches();
        URI uri = URI.create(isNamed ? named.group(2) : text);
        boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!isWeb || uri.getHost() == null) {
            throw new IllegalArgumentException("no address of a web server: " + text);
        }
        return new RemoteArgument(isNamed ? named.group(1) : nameOf(uri), uri);
    }

    private static String nameOf(URI uri) {
        Matcher last = LAST.matcher(uri.getPath());
        return last.matches() ? last.group(1) : uri.getHost();
    }
}
