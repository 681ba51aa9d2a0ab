package dev.cleat.rpc;

import static dev.cleat.rpc.Messages.accepted;
import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.callAs;
import static dev.cleat.rpc.Messages.denied;
import static dev.cleat.rpc.Messages.join;
import static dev.cleat.rpc.Messages.success;
import static dev.cleat.rpc.Messages.sys;
import static dev.cleat.rpc.Messages.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.rpc.auth.AuthException;
import dev.cleat.rpc.auth.AuthStatus;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.transport.InProcess;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact answers to calls that cannot be carried out (RFC 5531 §9), and to those whose carrying out fails. */
@Timeout(60)
class RejectionTest {
    private static final int MSG_DENIED_RPC_MISMATCH = 0;
    private static final int MSG_DENIED_AUTH_ERROR = 1;
    private static final int BADCRED = 1;
    private static final int REJECTEDCRED = 2;
    private static final int BADVERF = 3;
    private static final int TOOWEAK = 5;

    private final TestProgram program = new TestProgram();
    private final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();
    private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();
    private final Workers workers = new Workers(2, 16, 16, Thread.ofPlatform().factory());
    private final InProcess client = new InProcess(RpcServer.builder(workers)
            .service(program.service(2))
            .service(program.service(4))
            .service(program.service(3))
            .listener(new RpcListener() {
                @Override
                public void failed(String what, InetSocketAddress from, Throwable bug) {
                    bugs.add(bug);
                }

                @Override
                public void rejected(InetSocketAddress from, Rejection why) {
                    rejections.add(why);
                }
            })
            .build());

    @AfterEach
    void stop() {
        workers.close();
    }

    private byte[] answer(byte[]... parts) throws IOException {
        ByteBuffer answer = client.call(ByteBuffer.wrap(join(parts)));
        byte[] bytes = new byte[answer.remaining()];
        answer.get(bytes);
        return bytes;
    }

    @Test
    void nullIsAnsweredByEveryVersion() throws IOException {
        for (int version = 2; version <= 4; version++) {
            assertThat(answer(words(1, 0, 2, TestProgram.PROGRAM, version, 0, 0, 0, 0, 0)))
                    .isEqualTo(success(1));
        }
    }

    @Test
    void whatFollowsNullIsIgnored() throws IOException {
        assertThat(answer(call(1, 0, 1, 2, 3))).isEqualTo(success(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, -1})
    void anotherVersionOfRpcIsAMismatch(int version) throws IOException {
        assertThat(answer(words(7, 0, version, TestProgram.PROGRAM, 3, 0, 0, 0, 0, 0)))
                .isEqualTo(denied(7, MSG_DENIED_RPC_MISMATCH, 2, 2));
        assertThat(rejections).containsExactly(Rejection.RPC_MISMATCH);
    }

    @Test
    void anUnknownProgramIsUnavailable() throws IOException {
        assertThat(answer(words(7, 0, 2, 100003, 3, 0, 0, 0, 0, 0))).isEqualTo(accepted(7, 1));
        assertThat(rejections).containsExactly(Rejection.PROG_UNAVAIL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, -1})
    void anUnknownVersionIsAMismatchWithTrueBounds(int version) throws IOException {
        assertThat(answer(words(7, 0, 2, TestProgram.PROGRAM, version, 0, 0, 0, 0, 0)))
                .isEqualTo(accepted(7, 2, 2, 4));
        assertThat(rejections).containsExactly(Rejection.PROG_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void anUnknownProcedureIsUnavailable(int procedure) throws IOException {
        assertThat(answer(call(7, procedure))).isEqualTo(accepted(7, 3));
        assertThat(rejections).containsExactly(Rejection.PROC_UNAVAIL);
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.INLINE, TestProgram.POOL})
    void argumentsThatAreCutAreGarbageEachTimeTheyCome(int procedure) throws IOException {
        byte[] whole = call(7, procedure, 42);
        for (int cut = 1; cut <= 4; cut++) {
            byte[] part = Arrays.copyOf(whole, whole.length - cut);
            assertThat(answer(part)).isEqualTo(accepted(7, 4));
            assertThat(answer(part)).isEqualTo(accepted(7, 4));
        }
        assertThat(rejections).hasSize(8).containsOnly(Rejection.GARBAGE_ARGS);
    }

    @Test
    void argumentsWithMoreBehindThemAreGarbage() throws IOException {
        assertThat(answer(call(7, TestProgram.INLINE, 42, 43))).isEqualTo(accepted(7, 4));
        assertThat(answer(call(7, TestProgram.POOL, 42), new byte[1])).isEqualTo(accepted(7, 4));
    }

    @Test
    void aReplyIsDropped() throws IOException {
        assertThat(client.exchange(ByteBuffer.wrap(success(7)))).isNull();
        assertThat(rejections).containsExactly(Rejection.NOT_A_CALL);
    }

    @Test
    void aHeaderCutAnywhereIsDropped() throws IOException {
        byte[] whole = callAs(sys(1, "machine", 1000, 1000, 4, 5), 7, TestProgram.INLINE);
        for (int length = 0; length < whole.length; length++) {
            assertThat(client.exchange(ByteBuffer.wrap(whole, 0, length))).isNull();
        }
    }

    @Test
    void credentialsOrVerifiersAbove400BytesAreBad() throws IOException {
        byte[] head = words(7, 0, 2, TestProgram.PROGRAM, 3, TestProgram.INLINE);
        assertThat(answer(head, words(1, 401), new byte[404], words(0, 0, 42)))
                .isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, BADCRED));
        assertThat(answer(head, words(0, 0, 0, 401), new byte[404], words(42)))
                .isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, BADCRED));
        assertThat(answer(head, words(1, -1))).isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, BADCRED));
    }

    @Test
    void malformedSysCredentialsAreBad() throws IOException {
        String tooLong = "m".repeat(256);
        int[] seventeen = new int[17];
        byte[] trailing = sys(1, "m", 0, 0);
        trailing = join(words(1, trailing.length - 8 + 4), Arrays.copyOfRange(trailing, 8, trailing.length), words(0));
        byte[] hugeCount = join(words(1, 20), words(1, 0, 0, 0, -1));
        byte[] empty = words(1, 0);
        for (byte[] bad : List.of(
                sys(1, tooLong, 0, 0), sys(1, "m", 0, 0, seventeen), trailing, hugeCount, empty, words(1, 4, 1))) {
            assertThat(answer(callAs(bad, 7, TestProgram.INLINE, 42)))
                    .isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, BADCRED));
        }
        assertThat(rejections).hasSize(6).containsOnly(Rejection.AUTH_ERROR);
    }

    @Test
    void sixteenGroupsAndALongNameAreFine() throws IOException {
        byte[] largest = sys(1, "m".repeat(255), -2, -2, new int[16]);
        assertThat(answer(callAs(largest, 7, TestProgram.INLINE, 42))).isEqualTo(success(7, 42));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 400_000, -1})
    void unknownFlavorsAreBad(int flavor) throws IOException {
        assertThat(answer(callAs(words(flavor, 4, 0), 7, TestProgram.INLINE, 42)))
                .isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, BADCRED));
    }

    @Test
    void shortCredentialsAreRejectedSoThatTheFullOnesCome() throws IOException {
        assertThat(answer(callAs(words(2, 4, 0), 7, TestProgram.INLINE, 42)))
                .isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, REJECTEDCRED));
    }

    @Test
    void aVerifierThatIsNotNoneIsBad() throws IOException {
        byte[] head = words(7, 0, 2, TestProgram.PROGRAM, 3, TestProgram.INLINE, 0, 0);
        assertThat(answer(head, words(1, 0, 42))).isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, BADVERF));
        assertThat(answer(head, words(0, 4, 0, 42))).isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, BADVERF));
    }

    @Test
    void aHandlerMayAskForAStrongerFlavor() throws IOException {
        program.task = (argument, call) -> {
            if (call.credential() instanceof Credential.None) {
                throw new AuthException(AuthStatus.TOOWEAK);
            }
            return new TestProgram.Value(argument);
        };
        assertThat(answer(call(7, TestProgram.TASK, 42))).isEqualTo(denied(7, MSG_DENIED_AUTH_ERROR, TOOWEAK));
        assertThat(answer(call(8, TestProgram.POOL_TASK, 42))).isEqualTo(denied(8, MSG_DENIED_AUTH_ERROR, TOOWEAK));
        assertThat(answer(callAs(sys(1, "m", 0, 0), 7, TestProgram.TASK, 42))).isEqualTo(success(7, 42));
        assertThat(bugs).isEmpty();
    }

    @Test
    void whatABackEndThrowsIsNoBug() throws IOException {
        program.task = (argument, call) -> {
            throw new VfsException(VfsError.STALE);
        };
        assertThat(answer(call(7, TestProgram.TASK, 42))).isEqualTo(success(7, TestProgram.FAILED));
        assertThat(bugs).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.TASK, TestProgram.POOL_TASK})
    void aBugIsReportedAndAnsweredByTheRow(int procedure) throws IOException {
        program.task = (argument, call) -> {
            throw new IllegalStateException("a bug");
        };
        assertThat(answer(call(7, procedure, 42))).isEqualTo(success(7, TestProgram.FAILED));
        assertThat(bugs).singleElement().satisfies(bug -> {
            assertThat(bug).hasMessage("a bug");
            assertThat(bug.getStackTrace()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.TASK, TestProgram.POOL_TASK})
    void aBugInTheAnswerToABugIsASystemError(int procedure) throws IOException {
        program.task = (argument, call) -> {
            call.payload(100);
            throw new StackOverflowError("a bug");
        };
        assertThat(answer(call(7, procedure, TestProgram.UNANSWERABLE))).isEqualTo(accepted(7, 5));
        assertThat(bugs).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.TASK, TestProgram.POOL_TASK})
    void resultsThatCannotBeWrittenAreASystemErrorAndLeaveNoTrace(int procedure) throws IOException {
        program.task = (argument, call) -> out -> {
            for (int i = 0; i < 5000; i++) {
                out.writeLong(i);
            }
            throw new IllegalStateException("cannot be written");
        };
        assertThat(answer(call(7, procedure, 42))).isEqualTo(accepted(7, 5));
        assertThat(bugs).hasSize(1);
    }

    @Test
    void equalCredentialsAreOneInstanceWhateverTheirStamp() throws IOException {
        Queue<Credential> seen = new ConcurrentLinkedQueue<>();
        program.task = (argument, call) -> {
            seen.add(call.credential());
            return new TestProgram.Value(argument);
        };
        Receiver receiver =
                RpcServer.builder(workers).service(program.service(3)).build().receiver();
        for (int stamp = 1; stamp <= 3; stamp++) {
            receiver.receive(new RecordingExchange(callAs(sys(stamp, "m", 1000, 100, 4), stamp, TestProgram.TASK, 1)));
        }
        receiver.receive(new RecordingExchange(callAs(sys(1, "m", 1001, 100, 4), 9, TestProgram.TASK, 1)));
        List<Credential> all = List.copyOf(seen);
        assertThat(all).hasSize(4);
        assertThat(all.get(1)).isSameAs(all.get(0));
        assertThat(all.get(2)).isSameAs(all.get(0));
        assertThat(all.get(3))
                .isInstanceOfSatisfying(
                        Credential.Sys.class, sys -> assertThat(sys.uid()).isEqualTo(1001));
    }

    @Test
    void aListenerThatFailsMakesNoSecondAnswer() {
        Receiver receiver = RpcServer.builder(workers)
                .service(program.service(3))
                .listener(new RpcListener() {
                    @Override
                    public void finished(long token, Procedure<?, ?> procedure, Call call, int answerBytes) {
                        throw new IllegalStateException("a bug of the listener");
                    }

                    @Override
                    public void failed(String what, InetSocketAddress from, Throwable bug) {
                        bugs.add(bug);
                    }
                })
                .build()
                .receiver();
        RecordingExchange exchange = new RecordingExchange(call(7, TestProgram.INLINE, 42));
        receiver.receive(exchange);
        assertThat(exchange.answer()).isEqualTo(success(7, 42));
        assertThat(bugs).singleElement().satisfies(bug -> assertThat(bug).hasMessage("a bug of the listener"));
    }

    @Test
    void aVersionCannotBeServedTwice() {
        assertThatThrownBy(() -> RpcServer.builder(workers)
                        .service(program.service(3))
                        .service(program.service(3))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
