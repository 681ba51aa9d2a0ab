package dev.cleat.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A part of the comparison that is measured in one go, in less than two minutes. */
enum Section {
    METADATA(Who.EVERYBODY, "2x16 null getattr lookup access setattr"),
    DATA(Who.EVERYBODY, "2x16 read4k read64k read1m write4k write1m write4k-stable"),
    NAMES(Who.EVERYBODY, "2x16 create+remove mkdir+rmdir rename readdir readdirplus mixed"),
    DURABLE(Who.DURABLE, "2x16 setattr create+remove mkdir+rmdir rename"),
    LATENCY(Who.ROOT, "1x1 null getattr read4k write4k-stable"),
    CONNECTIONS(Who.ROOT, "64x16 null getattr 64x1 null getattr 1000x1 null getattr"),
    DATAGRAMS(Who.ROOT, "2x16 read8k write8k udp2x16 null getattr lookup create+remove read8k write8k udp1x32 read32k"),
    MEMORY(Who.ROOT, "");

    private final Who who;
    private final String trials;

    Section(Who who, String trials) {
        this.who = who;
        this.trials = trials;
    }

    static Section named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            String names = Arrays.toString(values()).toLowerCase(Locale.ROOT);
            throw new IllegalArgumentException("no part " + name + "; there are " + names, unknown);
        }
    }

    Who who() {
        return who;
    }

    /** Whether its rows are held against this figure of the machine, so that both are to come from the same run. */
    boolean judges(String machines) {
        return machines.equals(Machine.ROUND_TRIP) ? this == LATENCY : this == DATA;
    }

    /** Words that look like a shape hold for the rows behind them. */
    List<Trial> trials() {
        List<Trial> list = new ArrayList<>();
        String shape = "";
        for (String word : trials.split(" ", -1)) {
            if (word.matches("(udp)?[0-9]+x[0-9]+")) {
                shape = word;
            } else if (!word.isEmpty()) {
                list.add(new Trial(shape, word));
            }
        }
        return list;
    }

    /**
     * A row to be measured.
     *
     * @param shape as {@link dev.cleat.bench.load.Shape} reads it
     */
    record Trial(String shape, String workload) {}

    /** Which servers take part. */
    enum Who {
        /** Those that root runs, and Cleat run by an ordinary user. */
        EVERYBODY,
        /** Those that root runs. */
        ROOT,
        /** Cleat that has names on the disk before it answers. */
        DURABLE
    }
}
