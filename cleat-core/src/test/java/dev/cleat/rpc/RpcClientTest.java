package dev.cleat.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.cleat.rpc.RpcException.Denied;
import dev.cleat.rpc.RpcException.ProgramMismatch;
import dev.cleat.rpc.RpcException.Reason;
import dev.cleat.rpc.RpcException.RpcMismatch;
import dev.cleat.rpc.RpcException.Unaccepted;
import dev.cleat.rpc.auth.AuthStatus;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.xdr.XdrException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RpcClientTest {
    private static final TestProgram.Ask ASK = new TestProgram.Ask(TestProgram.INLINE, 42);
    private static final int FIRST_XID = new Random(1).nextInt();

    /** Remembers the calls, and answers each with bytes made from its xid. */
    private record ScriptedChannel(IntFunction<byte[]> script, List<byte[]> calls) implements ClientChannel {
        @Override
        public ByteBuffer call(ByteBuffer message, Duration timeout) {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            calls.add(bytes);
            return ByteBuffer.wrap(script.apply(ByteBuffer.wrap(bytes).getInt()));
        }

        @Override
        public void close() {}
    }

    private final List<byte[]> calls = new ArrayList<>();

    private RpcClient client(IntFunction<byte[]> script) {
        return new RpcClient(new ScriptedChannel(script, calls), new Random(1));
    }

    @Test
    void callsAsNobodyUnlessTold() throws IOException {
        assertThat(client(xid -> Messages.success(xid, 7)).call(ASK)).isEqualTo(new TestProgram.Value(7));
        assertThat(calls).containsExactly(Messages.call(FIRST_XID, TestProgram.INLINE, 42));
    }

    @Test
    void credentialsAreWritten() throws IOException {
        RpcClient client = client(xid -> Messages.success(xid, 7));
        client.as(new Credential.Sys(9, "ada", 1000, 100, List.of(4, 24))).call(ASK);
        assertThat(calls)
                .containsExactly(
                        Messages.callAs(Messages.sys(9, "ada", 1000, 100, 4, 24), FIRST_XID, TestProgram.INLINE, 42));
    }

    @Test
    void clientsOfOneChannelNeverRepeatAnXid() throws IOException {
        RpcClient client = client(xid -> Messages.success(xid, 7));
        client.call(ASK);
        client.as(new Credential.None()).call(ASK);
        client.within(Duration.ofDays(1)).call(ASK);
        assertThat(calls).extracting(call -> ByteBuffer.wrap(call).getInt()).doesNotHaveDuplicates();
    }

    static Stream<Arguments> rejections() {
        return Stream.of(
                rejection(new Unaccepted(AcceptStatus.PROG_UNAVAIL), xid -> Messages.accepted(xid, 1)),
                rejection(new ProgramMismatch(2, 4), xid -> Messages.accepted(xid, 2, 2, 4)),
                rejection(new Unaccepted(AcceptStatus.PROC_UNAVAIL), xid -> Messages.accepted(xid, 3)),
                rejection(new Unaccepted(AcceptStatus.GARBAGE_ARGS), xid -> Messages.accepted(xid, 4)),
                rejection(new Unaccepted(AcceptStatus.SYSTEM_ERR), xid -> Messages.accepted(xid, 5)),
                rejection(new RpcMismatch(2, 3), xid -> Messages.denied(xid, 0, 2, 3)),
                rejection(new Denied(AuthStatus.TOOWEAK), xid -> Messages.denied(xid, 1, 5)),
                rejection(new Denied(AuthStatus.FAILED), xid -> Messages.denied(xid, 1, 14)));
    }

    private static Arguments rejection(Reason reason, IntFunction<byte[]> script) {
        return Arguments.of(reason, script);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void rejectionsAreToldApart(Reason reason, IntFunction<byte[]> script) {
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> client(script).call(ASK))
                .extracting(RpcException::reason, type(Reason.class))
                .isEqualTo(reason);
    }

    static Stream<byte[]> garbage() {
        return Stream.of(
                new byte[0],
                Messages.words(FIRST_XID),
                Messages.words(FIRST_XID, 0, 0, 0, 0, 0, 7),
                Messages.words(FIRST_XID, 1, 2, 0, 0, 0, 7),
                Messages.words(FIRST_XID, 1, 0, 0, 401),
                Messages.accepted(FIRST_XID, 6),
                Messages.accepted(FIRST_XID, 2, 2),
                Messages.denied(FIRST_XID, 2),
                Messages.success(FIRST_XID),
                Messages.success(FIRST_XID, 7, 8));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void answersThatAreNoneAreReported(byte[] answer) {
        assertThatExceptionOfType(XdrException.class)
                .isThrownBy(() -> client(xid -> answer).call(ASK));
    }

    @Test
    void verifiersOfAnyFlavorAreSkipped() throws IOException {
        RpcClient client = client(xid -> Messages.words(xid, 1, 0, 6, 5, 0x01020304, 0x05000000, 0, 7));
        assertThat(client.call(ASK)).isEqualTo(new TestProgram.Value(7));
    }
}
