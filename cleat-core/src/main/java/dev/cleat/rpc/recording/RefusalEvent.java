package dev.cleat.rpc.recording;

import java.net.InetSocketAddress;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A connection that was closed before a call was read from it. */
@Name("dev.cleat.Refusal")
@Label("Refused Connection")
@Category("Cleat")
@Description("A connection that was closed before a call was read from it")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The JVM reads them.
public final class RefusalEvent extends Event {
    @Label("Client")
    private @Nullable String client;

    @Label("Why")
    private @Nullable String why;

    private RefusalEvent() {}

    /** Records one. */
    public static void record(InetSocketAddress client, String why) {
        RefusalEvent event = new RefusalEvent();
        if (event.shouldCommit()) {
            event.client = CallEvent.text(client);
            event.why = why;
            event.commit();
        }
    }
}
