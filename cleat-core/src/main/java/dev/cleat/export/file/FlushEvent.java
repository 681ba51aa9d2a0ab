package dev.cleat.export.file;

import dev.cleat.vfs.Vfs;
import java.io.IOException;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A back end making the changes of one object durable. */
@Name("dev.cleat.Flush")
@Label("Flush")
@Category("Cleat")
@Description("A back end making the changes of one object durable")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The JVM reads them.
final class FlushEvent extends Event {
    @Label("Back End")
    private @Nullable String backEnd;

    @Label("Calls")
    @Description("How many calls waited for this flush")
    int calls;

    @Label("Failure")
    private @Nullable String failure;

    void record(Vfs fileSystem, @Nullable IOException why) {
        end();
        if (shouldCommit()) {
            backEnd = fileSystem.getClass().getSimpleName();
            failure = why == null ? null : why.toString();
            commit();
        }
    }
}
