package dev.cleat.s3;

import dev.cleat.remote.ChangedException;
import dev.cleat.remote.Origin;
import dev.cleat.remote.RemoteEntry;
import dev.cleat.remote.RemoteFile;
import dev.cleat.remote.RemoteFolder;
import dev.cleat.remote.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of a bucket whose keys begin with a prefix. Keys that no path can be made of, such as with "//", are not shown. */
final class S3Origin implements Origin {
    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final String endpoint;

    /**
     * @param prefix empty, or ends in a slash
     */
    S3Origin(S3Client client, String bucket, String prefix, String endpoint) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.endpoint = endpoint;
    }

    @Override
    public String id() {
        return "s3 " + endpoint + " " + bucket + " " + prefix;
    }

    @Override
    public List<RemoteEntry> list(String folder) throws IOException {
        String start = prefix + (folder.isEmpty() ? "" : folder + "/");
        Map<String, RemoteEntry> entries = new LinkedHashMap<>();
        ask(folder, () -> {
            for (ListObjectsV2Response page : client.listObjectsV2Paginator(
                    request -> request.bucket(bucket).prefix(start).delimiter("/"))) {
                page.contents().forEach(object -> add(entries, object, start));
                page.commonPrefixes().forEach(below -> addFolder(entries, below.prefix(), start));
            }
            return entries;
        });
        if (entries.isEmpty() && !folder.isEmpty() && !isFolder(folder)) {
            throw new NoSuchFileException(folder);
        }
        return List.copyOf(entries.values());
    }

    private void add(Map<String, RemoteEntry> entries, S3Object object, String start) {
        int slash = object.key().indexOf('/', start.length());
        if (slash >= 0) {
            // Some that speak like S3 do not sum up what is below, where the prefix has a slash too.
            addFolder(entries, object.key().substring(0, slash + 1), start);
        } else if (object.key().length() > start.length()) { // the key that is the prefix stands for the folder itself
            String path = object.key().substring(prefix.length());
            // In seconds, as the object itself tells.
            Instant modified = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
            entries.put(path, new RemoteFile(path, object.size(), modified, object.eTag(), object.key()));
        }
    }

    /**
     * @param key up to its slash
     */
    private void addFolder(Map<String, RemoteEntry> entries, String key, String start) {
        if (key.length() > start.length() + 1) {
            String path = key.substring(prefix.length(), key.length() - 1);
            entries.putIfAbsent(path, new RemoteFolder(path, Instant.EPOCH));
        }
    }

    @Override
    public @Nullable RemoteEntry stat(String path) throws IOException {
        try {
            HeadObjectResponse head = ask(
                    path,
                    () -> client.headObject(request -> request.bucket(bucket).key(prefix + path)));
            return new RemoteFile(path, head.contentLength(), head.lastModified(), head.eTag(), prefix + path);
        } catch (ChangedException e) {
            return isFolder(path) ? new RemoteFolder(path, Instant.EPOCH) : null;
        }
    }

    private boolean isFolder(String path) throws IOException {
        return ask(
                path,
                () -> !client.listObjectsV2(request -> request.bucket(bucket)
                                .prefix(prefix + path + "/")
                                .maxKeys(1))
                        .contents()
                        .isEmpty());
    }

    @Override
    public void fetch(RemoteFile file, long offset, ByteBuffer into) throws IOException {
        String range = "bytes=" + offset + "-" + (offset + into.remaining() - 1);
        try (ResponseInputStream<GetObjectResponse> in = ask(
                file.path(),
                () -> client.getObject(request ->
                        request.bucket(bucket).key(file.location()).range(range).ifMatch(file.version())))) {
            if (!file.version().equals(in.response().eTag())) {
                throw new ChangedException(file.path() + " has changed");
            }
            fill(file, in, into);
        }
    }

    private static void fill(RemoteFile file, InputStream in, ByteBuffer into) throws UnavailableException {
        byte[] piece = new byte[1 << 14];
        try {
            while (into.hasRemaining()) {
                int read = in.read(piece, 0, Math.min(piece.length, into.remaining()));
                if (read < 0) {
                    throw new UnavailableException(file.path() + ": the answer was cut");
                }
                into.put(piece, 0, read);
            }
        } catch (UnavailableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnavailableException(file.path() + ": " + e.getMessage(), e);
        }
    }

    private static <T> T ask(String what, Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (AwsServiceException e) {
            throw switch (e.statusCode()) {
                case 404, 412, 416 -> new ChangedException(what + " is gone, or has changed");
                case 401, 403 -> new AccessDeniedException(what, null, e.getMessage());
                default ->
                    e.statusCode() >= 500 || e.isThrottlingException()
                            ? new UnavailableException(what + ": " + e.getMessage(), e)
                            : new IOException(what + ": " + e.getMessage(), e);
            };
        } catch (SdkClientException e) {
            throw new UnavailableException(what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
