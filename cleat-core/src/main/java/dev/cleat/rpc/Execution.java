package dev.cleat.rpc;

import dev.cleat.rpc.auth.AuthException;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.recording.CallEvent;
import dev.cleat.rpc.recording.LateCallEvent;
import dev.cleat.rpc.replay.Entry;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way from its procedure's row to its answer. The thread that read it starts it; where that thread may not
 * wait, a copy goes on elsewhere and reads the arguments there, because they may point into the message, and the first one's
 * buffer is in use for the next by then.
 *
 * <p>Owned by one thread at a time; handing over is by the queue of {@link Workers}. From then on a thread that watches may
 * answer in place of the one that carries the call out, as {@link Deferral} says; it reads the message, and writes nothing else.
 */
final class Execution implements Watched, KeptCall {
    private final RpcServer server;
    private final XdrReader reader;
    private final Call call;
    private Row<?, ?> row;
    /** How much of the message is arguments. */
    private int argumentBytes;

    private int messageEnd;
    /** Where the results are kept for duplicates. */
    private @Nullable Entry entry;

    private boolean answered;
    /** {@link #mayAnswer} was asked. */
    private boolean settled;
    /** Where this was counted; written before the step that shows that the call is late. */
    private @Nullable LateCalls lateAt;
    /** Null where no recording wants to know. */
    private @Nullable CallEvent event;

    private final @Nullable Duplicates duplicates;
    /** Null on the thread that read the call. */
    private final @Nullable Deferral deferral;

    /**
     * The message's position must be that of the arguments.
     *
     * @param duplicates looks calls up before they start, or null
     */
    Execution(RpcServer server, Row<?, ?> row, Call call, @Nullable Duplicates duplicates) {
        this(server, row, call, duplicates, null);
    }

    private Execution(
            RpcServer server, Row<?, ?> row, Call call, @Nullable Duplicates duplicates, @Nullable Deferral deferral) {
        this.server = server;
        this.duplicates = duplicates;
        this.deferral = deferral;
        this.row = row;
        this.call = call;
        ByteBuffer message = call.exchange().message();
        this.reader = new XdrReader(message);
        this.argumentBytes = message.remaining();
        this.messageEnd = message.limit();
    }

    /** As if new. */
    void reuse(Row<?, ?> next, Exchange exchange, Credential credential, int xid) {
        ByteBuffer message = exchange.message();
        row = next;
        call.reuse(exchange, credential, xid);
        reader.reset(message);
        argumentBytes = message.remaining();
        messageEnd = message.limit();
        entry = null;
        answered = false;
    }

    /** On the thread that read the call. */
    void start() {
        try {
            event = CallEvent.begun();
            start(row);
        } catch (RuntimeException | Error bug) {
            giveUp(bug);
        }
    }

    /** On a thread that may wait. */
    @Override
    public void run() {
        try {
            if (deferral == null || deferral.begin()) {
                run(row);
            }
        } catch (RuntimeException | Error bug) {
            giveUp(bug);
        }
    }

    private <A extends Request<R>, R extends XdrEncodable> void start(Row<A, R> typed) {
        if (!isFirst()) {
            return;
        }
        Placement placement = typed.placement().of(call.exchange().message());
        switch (placement) {
            case EVENT_THREAD, EVENT_THREAD_FIRST -> run(typed);
            case POOL, VIRTUAL_THREAD -> handOver(placement);
        }
    }

    /** False for a duplicate, which is taken care of. */
    private boolean isFirst() {
        if (duplicates == null || row.procedure().is(Trait.IDEMPOTENT)) {
            return true;
        }
        entry = duplicates.begin(row.procedure(), call, argumentBytes);
        return entry != null;
    }

    private <A extends Request<R>, R extends XdrEncodable> void run(Row<A, R> typed) {
        A arguments = decode(typed.procedure());
        if (arguments != null) {
            carryOut(typed, arguments);
        }
    }

    /** The arguments, or null where the caller was told that they are none. */
    private <A extends Request<R>, R extends XdrEncodable> @Nullable A decode(Procedure<A, R> procedure) {
        try {
            A arguments = procedure.arguments().decode(reader);
            // What follows NULL harms nobody, and every other server lets it pass.
            if (procedure.number() != 0) {
                reader.expectEnd();
            }
            return arguments;
        } catch (XdrException garbage) {
            server.listener().rejected(call.client(), Rejection.GARBAGE_ARGS);
            forget();
            if (ends()) {
                Answers.accept(call.exchange(), call.xid(), AcceptStatus.GARBAGE_ARGS);
            }
            return null;
        }
    }

    private void handOver(Placement placement) {
        // Whoever read the arguments may have moved it.
        call.exchange().message().limit(messageEnd);
        Exchange detached = call.exchange().detach();
        ByteBuffer message = detached.message();
        message.position(message.limit() - argumentBytes);
        Workers workers = server.workers();
        Call moved = new Call(detached, call.credential(), call.xid(), true);
        Execution copy = new Execution(server, row, moved, null, new Deferral(workers.now()));
        copy.entry = entry;
        copy.event = event;
        if (placement == Placement.VIRTUAL_THREAD) {
            copy.begunElsewhere(workers.executeVirtually(copy));
        } else if (!detached.keep(copy)) {
            copy.passOn();
        }
    }

    @Override
    public void carryOutHere() {
        server.workers().executeHere(this);
    }

    @Override
    public void passOn() {
        begunElsewhere(server.workers().execute(this));
    }

    private void begunElsewhere(boolean taken) {
        if (!taken) {
            forget();
            call.exchange().drop();
        }
    }

    private <A extends Request<R>, R extends XdrEncodable> void carryOut(Row<A, R> typed, A arguments) {
        Procedure<A, R> procedure = typed.procedure();
        long token = server.listener().started(procedure, call);
        CallEvent recorded = event;
        if (recorded != null) {
            recorded.taken();
        }
        try {
            R results = handle(typed, arguments);
            if (recorded != null) {
                recorded.handled();
            }
            int bytes = answer(results);
            server.listener().finished(token, procedure, call, bytes);
            if (recorded != null && recorded.isWanted()) {
                recorded.of(call.client(), call.xid(), procedure).record(results, argumentBytes, bytes);
            }
        } catch (WouldBlockException wait) {
            abandon(token, procedure);
            handOver(Placement.POOL);
        } catch (AuthException denied) {
            abandon(token, procedure);
            forget();
            if (ends()) {
                Answers.deny(call.exchange(), call.xid(), denied.status());
            }
        } catch (DroppedException silence) {
            abandon(token, procedure);
            forget();
            if (ends()) {
                call.exchange().drop();
            }
        }
    }

    private void abandon(long token, Procedure<?, ?> procedure) {
        server.listener().abandoned(token, procedure, call);
        call.releasePayload();
    }

    /** The one place that knows what a handler may throw. */
    private <A extends Request<R>, R extends XdrEncodable> R handle(Row<A, R> typed, A arguments)
            throws WouldBlockException, AuthException, DroppedException {
        try {
            return typed.handler().handle(arguments, call);
        } catch (WouldBlockException e) {
            if (call.mayBlock()) {
                return typed.failure().of(arguments, call, e);
            }
            throw e;
        } catch (AuthException | DroppedException e) {
            throw e;
        } catch (IOException e) {
            return typed.failure().of(arguments, call, e);
        } catch (RuntimeException | Error bug) {
            server.listener().failed(typed.procedure().toString(), call.client(), bug);
            return typed.failure().of(arguments, call, bug);
        }
    }

    /** Sends the results, or only keeps them if the caller was told to ask later; how many bytes the answer has. */
    private int answer(XdrEncodable results) {
        Exchange exchange = call.exchange();
        boolean late = !mayAnswer();
        XdrWriter out = exchange.open();
        int start = out.size();
        boolean whole = false;
        try {
            Answers.writeAccepted(out, call.xid(), AcceptStatus.SUCCESS);
            int resultsAt = out.size();
            results.encode(out);
            if (out.size() - start > exchange.maxAnswer()) {
                throw new IllegalStateException(out.size() - start + " bytes do not fit into an answer");
            }
            if (entry != null) {
                entry.finish(out, resultsAt);
                entry = null;
            }
            whole = true;
        } finally {
            if (!whole) {
                exchange.discard(out);
            }
        }
        int bytes = out.size() - start;
        Lease payload = call.takePayload();
        if (payload != null && (late || call.isPayloadCopied())) {
            // The next call gets it while it is still in the processor's cache.
            payload.release();
        } else if (payload != null) {
            out.attach(payload);
        }
        answered = true;
        if (late) {
            exchange.discard(out);
            exchange.release();
        } else {
            exchange.send(out);
        }
        return bytes;
    }

    /** The row itself has no answer, or the bug is in whoever listens. */
    private void giveUp(Throwable bug) {
        server.listener().failed(row.procedure().toString(), call.client(), bug);
        if (answered) {
            return;
        }
        call.releasePayload();
        forget();
        if (ends()) {
            Answers.accept(call.exchange(), call.xid(), AcceptStatus.SYSTEM_ERR);
        }
    }

    /** Whether it is for this thread to answer; if not, there is nothing left to do. */
    private boolean ends() {
        boolean mine = mayAnswer();
        if (!mine) {
            call.exchange().release();
        }
        return mine;
    }

    /** Whether the caller still waits for this thread's answer, which it will get from now on. Asked once. */
    private boolean mayAnswer() {
        Deferral watched = deferral;
        if (watched == null || settled) {
            return watched == null || !watched.isAnswered();
        }
        settled = true;
        if (watched.end()) {
            return true;
        }
        countLate(-1);
        call.exchange().forgive(-watched.forgiven());
        return !watched.isAnswered();
    }

    @Override
    public long since() {
        return deferral == null ? 0 : deferral.since();
    }

    @Override
    public boolean expire() {
        return row.deferrable() && deferral != null && deferral.expire();
    }

    @Override
    public void answerExpired() {
        forget();
        server.listener().late(row.procedure(), call.client());
        LateCallEvent.record(row.procedure(), call.client(), false);
        answerLater();
        call.exchange().release();
    }

    @Override
    public boolean late(boolean mayReplace) {
        Deferral watched = deferral;
        if (watched == null || watched.isLate()) {
            return false;
        }
        Exchange exchange = call.exchange();
        lateAt = call.backEnd();
        countLate(1);
        long held = exchange.forgive((long) exchange.message().capacity() + call.payloadCapacity());
        if (!watched.late(row.deferrable(), mayReplace, held)) {
            exchange.forgive(-held);
            countLate(-1);
            return false;
        }
        server.listener().late(row.procedure(), call.client());
        LateCallEvent.record(row.procedure(), call.client(), true);
        if (row.deferrable()) {
            call.beLate();
            answerLater();
        }
        return mayReplace;
    }

    private void countLate(int calls) {
        if (lateAt != null) {
            lateAt.add(calls);
        }
    }

    @Override
    public boolean wasReplaced() {
        return deferral != null && deferral.isReplaced();
    }

    @Override
    public int lateAtBackEnd() {
        LateCalls backEnd = call.backEnd();
        return backEnd == null ? 0 : backEnd.now();
    }

    /** Tells the caller to ask again later, while the message may be in use. */
    private void answerLater() {
        ByteBuffer message = call.exchange().message().duplicate().clear();
        LaterAnswer.send(row, call, message.limit(messageEnd).position(messageEnd - argumentBytes), server.listener());
    }

    /** If the call comes again, it is to be carried out again. */
    private void forget() {
        Entry begun = entry;
        if (begun != null) {
            entry = null;
            begun.abandon();
        }
    }
}
