package dev.cleat.bench.flame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples of stacks, counted: {@code thread;outermost;...;innermost} and how often it was seen, which is the "collapsed" form
 * that other programs read, too.
 */
final class Stacks {
    /** Samples by CPU time, native code included; Linux and Java 25 have them. */
    static final String EVENT = "jdk.CPUTimeSample";

    private Stacks() {}

    static Map<String, Long> read(Path recording) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(EVENT) && stack != null) {
                    counts.merge(line(event.getThread("eventThread"), stack), 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    private static String line(RecordedThread thread, RecordedStackTrace stack) {
        List<String> frames = new ArrayList<>();
        for (RecordedFrame frame : stack.getFrames()) {
            frames.add(name(frame.getMethod()));
        }
        // Threads of one kind belong together, whatever their number.
        String name = thread == null || thread.getJavaName() == null ? "JVM" : thread.getJavaName();
        frames.add(name.replaceAll("[-#]?\\d+", "").replace(';', ',').strip());
        Collections.reverse(frames);
        return String.join(";", frames);
    }

    private static String name(RecordedMethod method) {
        String type = method.getType().getName();
        // Classes that are made at run time have an address in their names.
        String plain = type.replaceAll("[/+]0x[0-9a-f]+", "").replaceAll("\\.0x[0-9a-f]+", "");
        return plain + "." + method.getName();
    }
}
