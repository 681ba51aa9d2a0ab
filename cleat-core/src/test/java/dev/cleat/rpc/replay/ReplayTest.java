package dev.cleat.rpc.replay;

import static dev.cleat.rpc.Messages.accepted;
import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.callAs;
import static dev.cleat.rpc.Messages.success;
import static dev.cleat.rpc.Messages.sys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.DroppedException;
import dev.cleat.rpc.Messages;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.Receiver;
import dev.cleat.rpc.RecordingExchange;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.Workers;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that come twice are carried out once (group 30 of what a server must survive). */
@Timeout(60)
class ReplayTest {
    private final TestProgram program = new TestProgram();
    private final AtomicLong clock = new AtomicLong();
    private final ReplayCache cache = new ReplayCache(64, 64 * 1024, ReplayCache.LIFETIME, clock::get);
    private final Workers workers = new Workers(2, 64, 16, Thread.ofPlatform().factory());
    private final RpcServer server = RpcServer.builder(workers)
            .service(program.service(2))
            .service(program.service(3))
            .replays(cache)
            .build();
    private final Receiver receiver = server.receiver();
    private final Receiver otherReceiver = server.receiver();

    @AfterEach
    void stop() {
        workers.close();
    }

    private byte[] answer(byte[] message) {
        return answer(message, 1000, receiver);
    }

    private static byte[] answer(byte[] message, int port, Receiver by) {
        RecordingExchange exchange = new RecordingExchange(message, port, Protocol.TCP);
        by.receive(exchange);
        return exchange.answer();
    }

    @Test
    void aRepeatedCallGetsTheFirstAnswer() {
        assertThat(answer(call(7, TestProgram.COUNT, 0))).isEqualTo(success(7, 1));
        assertThat(answer(call(7, TestProgram.COUNT, 0))).isEqualTo(success(7, 1));
        assertThat(program.executions).hasValue(1);
    }

    @Test
    void itMayComeFromAnotherPortAndReachAnotherThread() {
        assertThat(answer(call(7, TestProgram.COUNT, 0), 1000, receiver)).isEqualTo(success(7, 1));
        assertThat(answer(call(7, TestProgram.COUNT, 0), 2000, otherReceiver)).isEqualTo(success(7, 1));
    }

    @Test
    void aNewStampMakesNoNewCall() {
        assertThat(answer(callAs(sys(1, "m", 5, 5, 6), 7, TestProgram.COUNT, 0)))
                .isEqualTo(success(7, 1));
        assertThat(answer(callAs(sys(2, "m", 5, 5, 6), 7, TestProgram.COUNT, 0)))
                .isEqualTo(success(7, 1));
    }

    @Test
    void anythingElseThatDiffersMakesAnotherCall() {
        byte[] first = callAs(sys(1, "m", 5, 5, 6), 7, TestProgram.COUNT, 0);
        answer(first);
        assertThat(answer(callAs(sys(1, "m", 5, 5, 6), 8, TestProgram.COUNT, 0)))
                .isEqualTo(success(8, 2));
        assertThat(answer(callAs(sys(1, "m", 5, 5, 6), 7, TestProgram.COUNT, 1)))
                .isEqualTo(success(7, 3));
        assertThat(answer(callAs(sys(1, "m", 6, 5, 6), 7, TestProgram.COUNT, 0)))
                .isEqualTo(success(7, 4));
        assertThat(answer(callAs(sys(1, "m", 5, 5, 7), 7, TestProgram.COUNT, 0)))
                .isEqualTo(success(7, 5));
        assertThat(answer(call(7, TestProgram.COUNT, 0))).isEqualTo(success(7, 6));
        byte[] otherVersion = first.clone();
        otherVersion[19] = 2;
        assertThat(answer(otherVersion)).isEqualTo(success(7, 7));
        assertThat(answer(first)).isEqualTo(success(7, 1));
    }

    @Test
    void idempotentCallsAreCarriedOutEachTime() {
        program.task = (argument, call) -> new TestProgram.Value(program.executions.incrementAndGet());
        assertThat(answer(call(7, TestProgram.TASK, 0))).isEqualTo(success(7, 1));
        assertThat(answer(call(7, TestProgram.TASK, 0))).isEqualTo(success(7, 2));
        assertThat(cache.entries()).isZero();
    }

    @Test
    void answersAreForgottenAfterAWhile() {
        assertThat(answer(call(7, TestProgram.COUNT, 0))).isEqualTo(success(7, 1));
        clock.addAndGet(ReplayCache.LIFETIME.toNanos());
        assertThat(answer(call(7, TestProgram.COUNT, 0))).isEqualTo(success(7, 1));
        clock.addAndGet(1);
        assertThat(answer(call(7, TestProgram.COUNT, 0))).isEqualTo(success(7, 2));
        assertThat(answer(call(7, TestProgram.COUNT, 0))).isEqualTo(success(7, 2));
    }

    @Test
    void whateverManyCallsComeEntriesAndBytesAreBounded() {
        for (int xid = 0; xid < 10_000; xid++) {
            assertThat(answer(call(xid, TestProgram.COUNT, 0))).isEqualTo(success(xid, xid + 1));
        }
        assertThat(cache.entries()).isLessThanOrEqualTo(64);
        assertThat(cache.bytes()).isLessThanOrEqualTo(64 * 1024);
        assertThat(answer(call(9_999, TestProgram.COUNT, 0))).isEqualTo(success(9_999, 10_000));
        assertThat(answer(call(0, TestProgram.COUNT, 0))).isEqualTo(success(0, 10_001));
    }

    @Test
    void largeResultsAreNotKept() throws InterruptedException {
        program.slow = (argument, call) -> out -> {
            for (int i = 0; i < 2000; i++) {
                out.writeInt(i);
            }
        };
        for (int i = 0; i < 2; i++) {
            RecordingExchange exchange = new RecordingExchange(call(7, TestProgram.SLOW_COUNT, 0));
            receiver.receive(exchange);
            exchange.await();
            assertThat(exchange.answer()).hasSize(24 + 8000);
        }
        assertThat(program.executions).hasValue(2);
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void aDuplicateOfARunningCallIsDroppedOverUdp() throws InterruptedException {
        RecordingExchange second = new RecordingExchange(call(7, TestProgram.SLOW_COUNT, 0), 1000, Protocol.UDP);
        RecordingExchange first = whileRunning(Protocol.UDP, () -> receiver.receive(second));
        assertThat(second.isDropped()).isTrue();
        assertThat(first.answer()).isEqualTo(success(7, 1));
    }

    @Test
    void aDuplicateOnTheSameConnectionIsDropped() throws InterruptedException {
        RecordingExchange second = new RecordingExchange(call(7, TestProgram.SLOW_COUNT, 0), 1000, Protocol.TCP);
        RecordingExchange first = whileRunning(Protocol.TCP, () -> receiver.receive(second));
        assertThat(second.isDropped()).isTrue();
        assertThat(first.answer()).isEqualTo(success(7, 1));
    }

    @Test
    void aDuplicateOnAnotherConnectionIsAnsweredThereWhenTheFirstIsDone() throws InterruptedException {
        RecordingExchange second = new RecordingExchange(call(7, TestProgram.SLOW_COUNT, 0), 2000, Protocol.TCP);
        RecordingExchange first = whileRunning(Protocol.TCP, () -> {
            otherReceiver.receive(second);
            assertThat(second.answer()).isNull();
            assertThat(second.isDropped()).isFalse();
        });
        assertThat(first.answer()).isEqualTo(success(7, 1));
        assertThat(second.answer()).isEqualTo(success(7, 1));
        assertThat(program.executions).hasValue(1);
    }

    @Test
    void onlySomeDuplicatesMayWait() throws InterruptedException {
        RecordingExchange[] more = new RecordingExchange[10];
        whileRunning(Protocol.TCP, () -> {
            for (int i = 0; i < more.length; i++) {
                more[i] = new RecordingExchange(call(7, TestProgram.SLOW_COUNT, 0), 2000 + i, Protocol.TCP);
                receiver.receive(more[i]);
            }
        });
        for (int i = 0; i < more.length; i++) {
            assertThat(more[i].isDropped()).isEqualTo(i >= 4);
        }
    }

    @Test
    void aCallThatCameToNothingIsCarriedOutAgain() throws InterruptedException {
        program.slow = (argument, call) -> {
            throw new IllegalStateException("a bug");
        };
        for (int i = 0; i < 2; i++) {
            RecordingExchange exchange =
                    new RecordingExchange(call(7, TestProgram.SLOW_COUNT, TestProgram.UNANSWERABLE));
            receiver.receive(exchange);
            exchange.await();
            assertThat(exchange.answer()).isEqualTo(accepted(7, 5));
        }
        assertThat(program.executions).hasValue(2);
    }

    /** A handler drops what passes by itself: the client asks again, with the same xid. */
    @Test
    void aDroppedCallIsCarriedOutAgain() throws InterruptedException {
        program.slow = (argument, call) -> {
            throw new DroppedException();
        };
        for (int i = 0; i < 2; i++) {
            RecordingExchange exchange = new RecordingExchange(call(7, TestProgram.SLOW_COUNT, 3));
            receiver.receive(exchange);
            exchange.await();
            assertThat(exchange.isDropped()).isTrue();
        }
        assertThat(program.executions).hasValue(2);
    }

    @Test
    void aFailureThatTheProtocolHasAWordForIsAnAnswerToo() throws InterruptedException {
        program.slow = (argument, call) -> {
            throw new IOException("no such file");
        };
        for (int i = 0; i < 2; i++) {
            RecordingExchange exchange = new RecordingExchange(call(7, TestProgram.SLOW_COUNT, 3));
            receiver.receive(exchange);
            exchange.await();
            assertThat(exchange.answer()).isEqualTo(success(7, TestProgram.FAILED));
        }
        assertThat(program.executions).hasValue(1);
    }

    @Test
    void longArgumentsAreToldApartByTheirBeginningAndLength() {
        byte[] longCall = Messages.join(call(7, TestProgram.COUNT_BYTES, 512), new byte[512]);
        assertThat(answer(longCall)).isEqualTo(success(7, 1));
        byte[] sameStart = longCall.clone();
        sameStart[sameStart.length - 1] = 1;
        assertThat(answer(sameStart)).isEqualTo(success(7, 1));
        byte[] otherStart = longCall.clone();
        otherStart[60] = 1;
        assertThat(answer(otherStart)).isEqualTo(success(7, 2));
        byte[] shorter = Messages.join(call(7, TestProgram.COUNT_BYTES, 508), new byte[508]);
        assertThat(answer(shorter)).isEqualTo(success(7, 3));
    }

    /** Begins a slow call, has something done while it runs, and lets it end. */
    private RecordingExchange whileRunning(Protocol protocol, Runnable meanwhile) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        program.slow = (argument, call) -> {
            begun.countDown();
            try {
                later.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new TestProgram.Value(program.executions.get());
        };
        RecordingExchange first = new RecordingExchange(call(7, TestProgram.SLOW_COUNT, 0), 1000, protocol);
        receiver.receive(first);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        meanwhile.run();
        later.countDown();
        first.await();
        workers.close();
        return first;
    }
}
