package dev.cleat.rpc.recording;

import static dev.cleat.rpc.Messages.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.Receiver;
import dev.cleat.rpc.RecordingExchange;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.replay.ReplayCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.EventSettings;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of the JVM shows of calls. */
@Timeout(60)
class RecordingTest {
    private static final String CALL = "dev.cleat.Call";
    private static final String DUPLICATE = "dev.cleat.Duplicate";

    @TempDir
    private Path folder;

    private final TestProgram program = new TestProgram();
    private final Workers workers = new Workers(1, 64, 16, Thread.ofPlatform().factory());
    private final Receiver receiver = RpcServer.builder(workers)
            .service(program.service(3))
            .replays(new ReplayCache())
            .build()
            .receiver();

    @AfterEach
    void stop() {
        workers.close();
    }

    private void converse(int xid, int procedure) throws InterruptedException {
        RecordingExchange exchange = new RecordingExchange(call(xid, procedure, 42));
        receiver.receive(exchange);
        exchange.await();
    }

    /** Ends the threads first: the one that answered a call records it afterwards. */
    private List<RecordedEvent> events(Recording recording) throws IOException {
        workers.close();
        recording.stop();
        Path file = folder.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    private static EventSettings calls(Recording recording) {
        return recording.enable(CALL).withoutThreshold();
    }

    @Test
    void aCallIsShownWithAllThatIsToKnow() throws Exception {
        try (Recording recording = new Recording()) {
            calls(recording);
            recording.start();
            converse(7, TestProgram.INLINE);
            assertThat(events(recording)).singleElement().satisfies(event -> {
                assertThat(event.getString("procedure")).isEqualTo("test3.P" + TestProgram.INLINE);
                assertThat(event.getString("client")).isEqualTo("127.0.0.1:1000");
                assertThat(event.getLong("xid")).isEqualTo(7);
                assertThat(event.getString("status")).isEqualTo("OK");
                assertThat(event.getInt("argumentBytes")).isEqualTo(4);
                assertThat(event.getInt("answerBytes")).isEqualTo(28);
                assertThat(event.getLong("handled")).isPositive();
            });
        }
    }

    @Test
    void waitingForAThreadIsPartOfACallAndShown() throws Exception {
        try (Recording recording = new Recording()) {
            calls(recording);
            recording.start();
            converse(7, TestProgram.POOL);
            converse(8, TestProgram.FIRST);
            assertThat(events(recording))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.getLong("waited"))
                            .isBetween(1L, event.getDuration().toNanos()));
        }
    }

    @Test
    void aFailureIsShownByItsStatus() throws Exception {
        record Failed(String status) {}
        CallEvent event;
        try (Recording recording = new Recording()) {
            calls(recording);
            recording.start();
            event = CallEvent.begun();
            assertThat(event).isNotNull();
            assertThat(event.isWanted()).isTrue();
            event.record(new Failed("STALE"), 1, 2);
            assertThat(events(recording))
                    .singleElement()
                    .satisfies(shown -> assertThat(shown.getString("status")).isEqualTo("STALE"));
        }
    }

    @Test
    void quickCallsAreLeftOut() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable(CALL).withThreshold(Duration.ofHours(1));
            recording.start();
            converse(7, TestProgram.INLINE);
            assertThat(events(recording)).isEmpty();
        }
    }

    @Test
    void oneOfSoManyIsShownWhereThatIsWanted() throws Exception {
        try (Recording recording = new Recording()) {
            calls(recording).with("every", "10");
            recording.start();
            for (int i = 0; i < 100; i++) {
                converse(i, TestProgram.INLINE);
            }
            assertThat(events(recording)).hasSize(10);
        }
    }

    @Test
    void withoutARecordingThereIsNoEvent() {
        assertThat(CallEvent.begun()).isNull();
    }

    @Test
    void aCallThatCameAgainIsShown() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable(DUPLICATE);
            recording.start();
            converse(7, TestProgram.COUNT);
            converse(7, TestProgram.COUNT);
            assertThat(events(recording)).singleElement().satisfies(event -> {
                assertThat(event.getLong("xid")).isEqualTo(7);
                assertThat(event.getBoolean("replayed")).isTrue();
            });
        }
    }
}
