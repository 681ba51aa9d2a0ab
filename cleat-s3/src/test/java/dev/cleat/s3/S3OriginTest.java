package dev.cleat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import dev.cleat.client.NfsClient;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Read;
import dev.cleat.remote.Origin;
import dev.cleat.remote.OriginProvider;
import dev.cleat.remote.RemoteOptions;
import dev.cleat.remote.RemoteVfs;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.testkit.ReadOnlyVfsContract;
import dev.cleat.vfs.testkit.SampleTree;
import dev.cleat.vfs.testkit.VfsUser;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a server that speaks like S3. */
class S3OriginTest extends ReadOnlyVfsContract {
    private static LocalS3 server;
    private static S3Client client;
    private static URI endpoint;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = LocalS3.builder().port(port).mode(LocalS3Mode.IN_MEMORY).build();
        server.start();
        endpoint = URI.create("http://127.0.0.1:" + port);
        client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
        client.createBucket(request -> request.bucket("sample"));
        for (String path : SampleTree.DIRECTORIES) {
            put("some/where/" + path + "/", new byte[0]);
        }
        SampleTree.FILES.forEach((path, contents) -> put("some/where/" + path, contents));
        put("some/wherever", new byte[1]);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.shutdown();
    }

    private static void put(String key, byte[] contents) {
        client.putObject(request -> request.bucket("sample").key(key), RequestBody.fromBytes(contents));
    }

    private static Origin origin(String path) throws IOException {
        OriginProvider provider =
                ServiceLoader.load(OriginProvider.class).findFirst().orElseThrow();
        assertThat(provider.scheme()).isEqualTo("s3");
        return provider.open(URI.create("s3://" + path + "?region=us-east-1&endpoint=" + endpoint));
    }

    @Override
    public Vfs createSample() throws IOException {
        Path cache = Files.createTempDirectory(folder, "cache");
        return RemoteVfs.open(origin("sample/some/where/"), new InMemoryIdMap(), RemoteOptions.of(cache));
    }

    @Test
    void anObjectThatIsReplacedIsStale() throws IOException {
        put("changing/file", new byte[3_000_000]);
        try (Vfs vfs = RemoteVfs.open(origin("sample/changing"), new InMemoryIdMap(), RemoteOptions.of(folder))) {
            VfsUser user = new VfsUser(vfs, Caller.ROOT);
            FileId file = user.walk("file");
            assertThat(user.read(file, 0, 10)).isEqualTo(new byte[10]);
            byte[] other = new byte[3_000_000];
            other[5] = 1;
            put("changing/file", other);
            assertThatThrownBy(() -> user.read(file, 2_500_000, 10))
                    .isInstanceOfSatisfying(
                            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.STALE));
            assertThat(user.read(user.walk("file"), 0, 10)).isEqualTo(Arrays.copyOf(other, 10));
        }
    }

    @Test
    void aClientReadsABucketOverSockets() throws IOException {
        try (Vfs vfs = createSample();
                NfsServer nfs =
                        NfsServer.builder().export("bucket", vfs).port(0).start();
                NfsClient reader = NfsClient.builder(InetAddress.getLoopbackAddress())
                        .port(Nfs3.VERSION.program(), nfs.port())
                        .mountPort(nfs.mountPort())
                        .build()) {
            Opaque root = reader.mount(Name.of("/bucket"));
            Opaque file = ((Lookup.Ok) reader.call(new Lookup(root, Name.of("hello")))).object();
            assertThat(((Read.Ok) reader.call(new Read(file, 0, 100))).data().remaining())
                    .isEqualTo(SampleTree.contents("hello").length);
        }
    }

    @Test
    void aBucketThatIsNotThereSaysSo() throws IOException {
        try (Origin origin = origin("absent")) {
            assertThatThrownBy(() -> origin.list("")).isInstanceOf(IOException.class);
        }
    }
}
