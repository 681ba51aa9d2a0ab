package dev.cleat.client;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.RpcCaller;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Answers whatever a test says, and notes what it was asked. */
final class FakeServer implements RpcCaller {
    static final Opaque HANDLE = Opaque.of(new byte[] {1, 2, 3, 4});

    final List<Request<?>> heard = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    private final Function<Request<?>, XdrEncodable> script;

    FakeServer(Function<Request<?>, XdrEncodable> script) {
        this.script = script;
    }

    /** With a minute's patience in which no time passes. */
    Calls calls() {
        return new Calls(this, new Patience(Duration.ofMinutes(1), pauses::add));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R extends XdrEncodable> R call(Procedure<?, R> procedure, Request<R> request) throws IOException {
        heard.add(request);
        return (R) script.apply(request);
    }
}
