package dev.cleat.bench.load;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The thread of one connection: keeps all of its slots busy until the clock stops. */
final class Runner extends Thread {
    final Tally tally = new Tally();
    final Map<String, Long> problems = new HashMap<>();
    /** Down when nothing counts any more. */
    final CountDownLatch measured = new CountDownLatch(1);

    private final Client client;
    private final Ground ground;
    private final Workload workload;
    private final Clock clock;
    private final CountDownLatch ready;
    private final CountDownLatch go;

    Runner(Client client, Ground ground, Workload workload, Clock clock, CountDownLatch ready, CountDownLatch go) {
        super("connection " + client.number);
        this.client = client;
        this.ground = ground;
        this.workload = workload;
        this.clock = clock;
        this.ready = ready;
        this.go = go;
    }

    @Override
    public void run() {
        try (client) {
            prepare();
            load();
            measured.countDown();
            workload.after(client, ground);
        } catch (IOException | WrongAnswer failure) {
            problem(String.valueOf(failure.getMessage()));
        } catch (InterruptedException gone) {
            interrupt();
        } finally {
            ready.countDown();
            measured.countDown();
        }
    }

    private void prepare() throws IOException, InterruptedException {
        workload.before(client, ground);
        ready.countDown();
        go.await();
    }

    private void load() throws IOException {
        for (Slot slot : client.connection.slots) {
            next(slot);
        }
        client.drain(this::answered);
        tally.reminders = client.connection.reminders();
        workload.finish(client, ground);
    }

    private void next(Slot slot) {
        workload.next(client, ground, slot);
        client.send(slot);
    }

    private void answered(Slot slot, ByteBuffer answer) {
        slot.bytes = 0;
        slot.entries = 0;
        try {
            Answers.header(slot, answer);
            workload.check(client, ground, slot, answer);
            if (clock.measuring()) {
                tally.count(slot, System.nanoTime() - slot.queuedAt);
            }
        } catch (WrongAnswer wrong) {
            problem(String.valueOf(wrong.getMessage()));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException garbled) {
            problem(slot.op + ": garbled");
        }
        if (!clock.stopped() || !workload.atRest(slot)) {
            next(slot);
        }
    }

    private void problem(String what) {
        problems.merge(what, 1L, Long::sum);
    }
}
