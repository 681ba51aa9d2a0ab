package dev.cleat.rpc.recording;

import java.net.InetSocketAddress;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A call for which there was no time left: the client was told to ask again later, where its program has a word for that. */
@Name("dev.cleat.LateCall")
@Label("Late Call")
@Category("Cleat")
@Description("A back end did not return in time, or no thread was free; the client is to ask again")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The JVM reads them.
public final class LateCallEvent extends Event {
    @Label("Procedure")
    private @Nullable String procedure;

    @Label("Client")
    private @Nullable String client;

    @Label("Begun")
    @Description("Whether a thread was busy with it, rather than it waiting for one")
    private boolean begun;

    private LateCallEvent() {}

    /** Records one. */
    public static void record(Object procedure, InetSocketAddress client, boolean begun) {
        LateCallEvent event = new LateCallEvent();
        if (event.shouldCommit()) {
            event.procedure = procedure.toString();
            event.client = CallEvent.text(client);
            event.begun = begun;
            event.commit();
        }
    }
}
