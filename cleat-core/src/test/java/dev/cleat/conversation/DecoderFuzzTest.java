package dev.cleat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cleat.client.NfsPath;
import dev.cleat.client.NfsUrl;
import dev.cleat.export.ClientRule;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.rpc.ClientChannel;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.auth.CredentialReader;
import dev.cleat.rpc.auth.CredentialWriter;
import dev.cleat.rpc.bind.UniversalAddress;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrDecoder;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that reads bytes or text of others: the arguments and results of every procedure, credentials, a client's view of
 * answers, addresses, paths and rules. The first byte says which. What is not refused by the exception for it is read again as it
 * was written.
 */
@Tag("instrumented")
class DecoderFuzzTest {
    private static final int MOST = 4096;

    private static final List<Decoder> DECODERS = decoders();

    /** Ends well, or with an exception that says why not. */
    @FunctionalInterface
    private interface Decoder {
        void read(ByteBuffer input) throws IOException;
    }

    @FuzzTest(maxDuration = "8s")
    void whatIsReadIsWrittenAlike(byte[] input) {
        hold(input);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverChanceSaysToo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] input = new byte[1 + random.nextInt(200)];
            random.nextBytes(input);
            hold(input);
        }
    }

    private static void hold(byte[] input) {
        if (input.length == 0 || input.length > MOST) {
            return;
        }
        Decoder decoder = DECODERS.get((input[0] & 0xff) % DECODERS.size());
        try {
            decoder.read(ByteBuffer.wrap(input, 1, input.length - 1).slice());
        } catch (IOException | IllegalArgumentException refused) {
            assertThat(refused.getClass()).isNotEqualTo(NumberFormatException.class);
        }
    }

    private static List<Decoder> decoders() {
        List<Decoder> all = new ArrayList<>(List.of(
                DecoderFuzzTest::credential,
                DecoderFuzzTest::answer,
                input -> UniversalAddress.parse(text(input)),
                input -> ClientRule.parse(text(input)),
                input -> NfsUrl.parse(text(input)),
                input -> NfsPath.of(text(input))));
        try (FuzzedConversation conversation = new FuzzedConversation()) {
            conversation.procedures().stream()
                    .flatMap(procedure -> Stream.<Decoder>of(
                            input -> message(input, procedure.arguments()),
                            input -> message(input, procedure.results())))
                    .forEach(all::add);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    private static String text(ByteBuffer input) {
        return StandardCharsets.UTF_8.decode(input).toString();
    }

    private static <M extends XdrEncodable> void message(ByteBuffer input, XdrDecoder<M> decoder) throws XdrException {
        XdrReader reader = new XdrReader(input);
        M message = decoder.decode(reader);
        reader.expectEnd();
        XdrWriter out = new XdrWriter();
        message.encode(out);
        ByteBuffer written = out.toBuffer();
        XdrReader again = new XdrReader(written);
        assertThat(decoder.decode(again)).isEqualTo(message);
        again.expectEnd();
    }

    private static void credential(ByteBuffer input) throws IOException {
        CredentialReader reader = new CredentialReader();
        Credential credential = reader.read(input);
        assertThat(credential).isInstanceOfAny(Credential.None.class, Credential.Sys.class);
        XdrWriter out = new XdrWriter();
        CredentialWriter.write(out, credential);
        CredentialWriter.write(out, new Credential.None());
        assertThat(reader.read(out.toBuffer())).isEqualTo(credential);
    }

    /** A server's answer to a client, but for its xid. */
    private static void answer(ByteBuffer input) throws IOException {
        ClientChannel channel = new ClientChannel() {
            @Override
            public ByteBuffer call(ByteBuffer message, Duration timeout) {
                ByteBuffer answer = ByteBuffer.allocate(4 + input.remaining());
                return answer.putInt(message.getInt(message.position()))
                        .put(input)
                        .flip();
            }

            @Override
            public void close() {}
        };
        try (RpcClient client = new RpcClient(channel, new Random(1))) {
            assertThat(client.call(new GetAttr(Opaque.of(Name.of("handle").toBytes()))))
                    .isNotNull();
        }
    }
}
