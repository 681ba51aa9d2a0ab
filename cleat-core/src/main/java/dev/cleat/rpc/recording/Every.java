package dev.cleat.rpc.recording;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.SettingControl;

/** Lets one of so many events pass. Several recordings: the one that wants the most gets its way. For any thread. */
public final class Every extends SettingControl {
    private static final String ALL = "1";

    private final AtomicLong seen = new AtomicLong();
    private volatile long every = 1;

    /** Called by the JVM. */
    public Every() {}

    /** Counts an event; whether it is to be recorded. */
    boolean comesNow() {
        long step = every;
        return step == 1 || seen.getAndIncrement() % step == 0;
    }

    @Override
    public String combine(Set<String> settings) {
        return Long.toString(settings.stream().mapToLong(Every::number).min().orElse(1));
    }

    @Override
    public void setValue(String setting) {
        every = number(setting);
    }

    @Override
    public String getValue() {
        return Long.toString(every);
    }

    /** What is no number from 1 stands for all. */
    private static long number(String setting) {
        return Long.parseLong(setting.matches("[1-9][0-9]{0,17}") ? setting : ALL);
    }
}
