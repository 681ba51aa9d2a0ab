package dev.cleat.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cleat.rpc.Messages;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcException;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.TestProgram.Ask;
import dev.cleat.rpc.TestProgram.Value;
import dev.cleat.xdr.XdrEncodable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClientChannelStreamTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static RpcClient client(ScriptedServer server) throws IOException {
        return new RpcClient(ClientChannelStream.tcp(server.address(), SourcePort.ANY, LONG), new Random(1))
                .within(LONG);
    }

    private static Ask ask(int value) {
        return new Ask(TestProgram.INLINE, value);
    }

    @Test
    void answersMayComeInAnyOrder() throws Exception {
        int calls = 20;
        try (ScriptedServer server = new ScriptedServer(line -> answerBackwards(line, calls));
                RpcClient client = client(server);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<XdrEncodable>> asking = new ArrayList<>();
            List<XdrEncodable> expected = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                int value = i;
                asking.add(() -> client.call(ask(value)));
                expected.add(new Value(value + 1000));
            }
            List<XdrEncodable> answers = new ArrayList<>();
            for (Future<XdrEncodable> answer : threads.invokeAll(asking)) {
                answers.add(answer.get());
            }
            assertThat(answers).isEqualTo(expected);
            server.awaitEnd();
        }
    }

    private static void answerBackwards(ScriptedServer.Line line, int calls) throws IOException {
        List<byte[]> heard = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            heard.add(line.hear());
        }
        for (byte[] call : heard.reversed()) {
            int xid = ByteBuffer.wrap(call).getInt();
            int value = ByteBuffer.wrap(call).getInt(call.length - 4);
            line.say(Messages.record(Messages.success(xid, value + 1000)));
        }
    }

    @Test
    void answersMayComeInFragments() throws Exception {
        try (ScriptedServer server = new ScriptedServer(line -> {
                    int xid = line.hearXid();
                    for (byte part : Messages.success(xid, 7)) {
                        line.say(Messages.words(0), Messages.fragment(new byte[] {part}));
                    }
                    line.say(Messages.record(new byte[0]));
                });
                RpcClient client = client(server)) {
            assertThat(client.call(ask(1))).isEqualTo(new Value(7));
        }
    }

    @Test
    void answersThatNobodyWaitsForAreIgnored() throws Exception {
        try (ScriptedServer server = new ScriptedServer(line -> {
                    int xid = line.hearXid();
                    line.say(Messages.record(Messages.success(xid + 1, 6)));
                    line.say(Messages.record(new byte[2]));
                    line.say(Messages.record(Messages.success(xid, 7)));
                });
                RpcClient client = client(server)) {
            assertThat(client.call(ask(1))).isEqualTo(new Value(7));
        }
    }

    @Test
    void silenceEndsTheCallButNotTheConnection() throws Exception {
        try (ScriptedServer server = new ScriptedServer(line -> {
                    line.hear();
                    line.say(Messages.record(Messages.success(line.hearXid(), 7)));
                });
                RpcClient client = client(server)) {
            Duration brief = Duration.ofMillis(30);
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> client.within(brief).call(ask(1)))
                    .matches(e -> e.reason().equals(new RpcException.NoAnswer(brief)));
            assertThat(client.call(ask(2))).isEqualTo(new Value(7));
        }
    }

    @Test
    void connectionThatEndsFailsItsCalls() throws Exception {
        try (ScriptedServer server = new ScriptedServer(line -> {
                    line.hear();
                    line.say(Messages.words(0x8000_0010), Messages.words(1, 2));
                });
                RpcClient client = client(server)) {
            assertThatIOException()
                    .isThrownBy(() -> client.call(ask(1)))
                    .withMessage("the server closed the connection");
            assertThatIOException().isThrownBy(() -> client.call(ask(2)));
        }
    }

    @Test
    void recordsBeyondAllMeasureEndTheConnection() throws Exception {
        try (ScriptedServer server = new ScriptedServer(line -> {
                    line.hear();
                    line.say(Messages.words(0x7fff_ffff));
                    line.in().read();
                });
                RpcClient client = client(server)) {
            assertThatIOException()
                    .isThrownBy(() -> client.call(ask(1)))
                    .withMessageContaining("a record of more than");
            server.awaitEnd();
        }
    }

    @Test
    void closingFailsCallsInFlight() throws Exception {
        try (ScriptedServer server = new ScriptedServer(line -> {
                    line.hear();
                    line.in().read();
                });
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RpcClient client = client(server);
            Future<XdrEncodable> waiting = threads.submit(() -> client.call(ask(1)));
            client.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                    .withCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void realServersAnswerManyThreads() throws Exception {
        try (Serving serving = new Serving();
                RpcClient client =
                        new RpcClient(ClientChannelStream.tcp(serving.address(), SourcePort.ANY, LONG), new Random(1));
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<XdrEncodable>> asking = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                Ask ask = new Ask(1 + i % 4, i);
                asking.add(() -> client.call(ask));
            }
            int expected = 0;
            for (Future<XdrEncodable> answer : threads.invokeAll(asking)) {
                assertThat(answer.get()).isEqualTo(new Value(expected++));
            }
        }
    }

    @Test
    void localSocketsCarryTheSameRecords(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("rpc.sock");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(path));
            Thread.ofPlatform().daemon().start(() -> answerOnce(listening));
            try (RpcClient client = new RpcClient(
                            ClientChannelStream.local(UnixDomainSocketAddress.of(path)), new Random(1))
                    .within(LONG)) {
                assertThat(client.call(ask(1))).isEqualTo(new Value(7));
            }
        }
    }

    private static void answerOnce(ServerSocketChannel listening) {
        try (SocketChannel accepted = listening.accept()) {
            ScriptedServer.Line line = new ScriptedServer.Line(
                    new DataInputStream(Channels.newInputStream(accepted)), Channels.newOutputStream(accepted));
            line.say(Messages.record(Messages.success(line.hearXid(), 7)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
