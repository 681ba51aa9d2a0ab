package dev.cleat.s3;

import dev.cleat.remote.Origin;
import dev.cleat.remote.OriginProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Opens {@code s3://BUCKET/PREFIX}. Credentials and region are found as Amazon's tools find theirs (environment, profiles,
 * instance); behind a question mark, {@code region=NAME} and {@code endpoint=URL} say others, the latter for what speaks like S3.
 */
public final class S3Provider implements OriginProvider {
    private static final Set<String> OPTIONS = Set.of("region", "endpoint");

    /** Called by {@link java.util.ServiceLoader}. */
    public S3Provider() {}

    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public Origin open(URI uri) throws IOException {
        String bucket = uri.getAuthority();
        if (bucket == null) {
            throw new IllegalArgumentException("no bucket: " + uri + " (s3://BUCKET/PREFIX)");
        }
        Map<String, String> options = options(uri.getRawQuery());
        S3ClientBuilder builder = S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
        String region = options.get("region");
        if (region != null) {
            builder.region(Region.of(region));
        }
        String endpoint = options.get("endpoint");
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        }
        try {
            return new S3Origin(builder.build(), bucket, prefix(uri.getPath()), endpoint == null ? "" : endpoint);
        } catch (SdkClientException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String prefix(String path) {
        String prefix = path.replaceFirst("^/+", "").replaceFirst("/+$", "");
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new HashMap<>();
        for (String part : query == null ? new String[0] : query.split("&", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length < 2 || !OPTIONS.contains(pair[0])) {
                throw new IllegalArgumentException("no option of s3: " + part + " (region=NAME, endpoint=URL)");
            }
            options.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return options;
    }
}
