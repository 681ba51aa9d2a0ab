package dev.cleat.rpc.recording;

import java.lang.reflect.RecordComponent;
import java.net.InetSocketAddress;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/**
 * A call that took long, from when it was decoded to when its answer was handed over to be sent. How long is long is for the
 * recording to say ({@code dev.cleat.Call#threshold}); with a threshold of 0 and {@code dev.cleat.Call#every=100} every
 * hundredth call is recorded, however quick it was.
 *
 * <p>Belongs to the thread that has the call.
 */
@Name("dev.cleat.Call")
@Label("Call")
@Category("Cleat")
@Description("A call, from when it was decoded to when its answer was handed over to be sent")
@Threshold("10 ms")
@StackTrace(false)
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // The JVM uses them.
public final class CallEvent extends Event {
    private static final CallEvent SWITCH = new CallEvent();

    @Label("Procedure")
    private @Nullable String procedure;

    @Label("Client")
    private @Nullable String client;

    @Label("Transaction")
    @Unsigned private int xid;

    @Label("Status")
    @Description("As the program has it; OK where it has none")
    private @Nullable String status;

    @Label("Bytes of Arguments")
    @DataAmount
    private int argumentBytes;

    @Label("Bytes of the Answer")
    @DataAmount
    private int answerBytes;

    @Label("Waited")
    @Description("Before the thread that answered it began with it")
    @Timespan(Timespan.NANOSECONDS)
    private long waited;

    @Label("Handled")
    @Description("In its handler and in the back end")
    @Timespan(Timespan.NANOSECONDS)
    private long handled;

    private transient long began;
    private transient long taken;
    /** The JVM asks more than once. */
    private transient @Nullable Boolean comesNow;

    private CallEvent() {}

    /** Begins one, or answers null where no recording wants any. */
    public static @Nullable CallEvent begun() {
        if (!SWITCH.isEnabled()) {
            return null;
        }
        CallEvent event = new CallEvent();
        event.began = System.nanoTime();
        event.begin();
        return event;
    }

    /** A thread begins with the call; the last one that does is the one that answers it. */
    public void taken() {
        taken = System.nanoTime();
        waited = taken - began;
    }

    /** Its handler has returned. */
    public void handled() {
        handled = System.nanoTime() - taken;
    }

    /** Whether it took long enough; ends it. */
    public boolean isWanted() {
        end();
        return shouldCommit();
    }

    /** Whose it was, and what. */
    public CallEvent of(InetSocketAddress from, int transaction, Object what) {
        client = text(from);
        xid = transaction;
        procedure = what.toString();
        return this;
    }

    /** Records what became of it. */
    public void record(Object results, int asked, int answered) {
        status = status(results);
        argumentBytes = asked;
        answerBytes = answered;
        commit();
    }

    @SettingDefinition
    @Label("Every")
    @Name("every")
    @Description("Records one out of so many")
    private boolean every(Every setting) {
        Boolean known = comesNow;
        if (known == null) {
            known = setting.comesNow();
            comesNow = known;
        }
        return known;
    }

    /** Results that report a failure are records by this name, in every program, and begin with its status. */
    private static String status(Object results) {
        RecordComponent[] parts = results.getClass().getRecordComponents();
        if (parts == null
                || parts.length == 0
                || !results.getClass().getSimpleName().equals("Failed")) {
            return "OK";
        }
        try {
            return String.valueOf(parts[0].getAccessor().invoke(results));
        } catch (ReflectiveOperationException unknown) {
            return "failed";
        }
    }

    static String text(InetSocketAddress client) {
        return client.getAddress().getHostAddress() + ":" + client.getPort();
    }
}
