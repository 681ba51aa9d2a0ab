/**
 * What a recording of the JVM (JFR) shows of calls and connections, beside what it shows of any program. The events are on in
 * every recording; without one, a call costs one look at a flag that the JVM keeps constant.
 *
 * <p>Flushes are recorded where they are shared, in {@code dev.cleat.export.file}.
 */
@NullMarked
package dev.cleat.rpc.recording;

import org.jspecify.annotations.NullMarked;
