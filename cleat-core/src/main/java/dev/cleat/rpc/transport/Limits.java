package dev.cleat.rpc.transport;

import java.time.Duration;

/**
 * What clients may take.
 *
 * @param record the longest message from a client, in bytes
 * @param buffers how much memory for messages may be lent before nothing more is read, in bytes
 * @param callsInFlight how many calls of one connection may be carried out away from its event thread
 * @param queuedAnswers how many bytes of answers may wait for a client before its calls are no longer read
 * @param connections how many there may be
 * @param connectionsPerAddress how many there may be from one address
 * @param idle after this long without a call, a connection is closed
 * @param recordTime a record must be complete this long after it began
 * @param stall a client must take something of what waits for it this often
 */
public record Limits(
        int record,
        long buffers,
        int callsInFlight,
        int queuedAnswers,
        int connections,
        int connectionsPerAddress,
        Duration idle,
        Duration recordTime,
        Duration stall) {
    private static final int MIB = 1 << 20;
    /** More than the longest header of a WRITE. */
    public static final int SLACK = 1024;

    /** For transfers of at most 1 MiB. */
    public static final Limits DEFAULT = new Limits(
            MIB + SLACK,
            64L * MIB,
            128,
            2 * MIB,
            8192,
            4096,
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2));

    public Limits withRecord(int bytes) {
        return new Limits(
                bytes,
                buffers,
                callsInFlight,
                queuedAnswers,
                connections,
                connectionsPerAddress,
                idle,
                recordTime,
                stall);
    }

    public Limits withBuffers(long bytes) {
        return new Limits(
                record,
                bytes,
                callsInFlight,
                queuedAnswers,
                connections,
                connectionsPerAddress,
                idle,
                recordTime,
                stall);
    }

    public Limits withCallsInFlight(int calls) {
        return new Limits(
                record, buffers, calls, queuedAnswers, connections, connectionsPerAddress, idle, recordTime, stall);
    }

    public Limits withQueuedAnswers(int bytes) {
        return new Limits(
                record, buffers, callsInFlight, bytes, connections, connectionsPerAddress, idle, recordTime, stall);
    }

    public Limits withConnections(int total, int perAddress) {
        return new Limits(record, buffers, callsInFlight, queuedAnswers, total, perAddress, idle, recordTime, stall);
    }

    /**
     * With no more connections than leave half of the descriptors to files.
     *
     * @param openFiles that the process may have
     */
    public Limits withinOpenFiles(int openFiles) {
        int most = Math.max(1, openFiles / 2);
        return withConnections(Math.min(connections, most), Math.min(connectionsPerAddress, most));
    }

    public Limits withTimes(Duration idleTime, Duration wholeRecord, Duration stallTime) {
        return new Limits(
                record,
                buffers,
                callsInFlight,
                queuedAnswers,
                connections,
                connectionsPerAddress,
                idleTime,
                wholeRecord,
                stallTime);
    }
}
