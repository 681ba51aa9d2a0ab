package dev.cleat.rpc.recording;

import java.net.InetSocketAddress;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/** A call that came again, and was not carried out twice. */
@Name("dev.cleat.Duplicate")
@Label("Duplicate")
@Category("Cleat")
@Description("A call that came again, and was not carried out twice")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The JVM reads them.
public final class DuplicateEvent extends Event {
    @Label("Procedure")
    private @Nullable String procedure;

    @Label("Client")
    private @Nullable String client;

    @Label("Transaction")
    @Unsigned private int xid;

    @Label("Replayed")
    @Description("Whether its results were known; if not, the first one was still under way")
    private boolean replayed;

    private DuplicateEvent() {}

    /** Records one. */
    public static void record(Object procedure, InetSocketAddress client, int xid, boolean replayed) {
        DuplicateEvent event = new DuplicateEvent();
        if (event.shouldCommit()) {
            event.procedure = procedure.toString();
            event.client = CallEvent.text(client);
            event.xid = xid;
            event.replayed = replayed;
            event.commit();
        }
    }
}
