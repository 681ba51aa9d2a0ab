package dev.cleat.server;

/**
 * What clients and back ends may take of a server. None is a wish: each bounds memory, threads or sockets.
 *
 * @param connections over TCP, in total; fewer where the process may not have twice as many descriptors
 * @param connectionsPerAddress over TCP, from one address
 * @param callsInFlight of one connection, on their way through a back end that waits
 * @param recordBytes the longest message from a client; a WRITE carries {@value #HEADER_BYTES} bytes less
 * @param bufferBytes of messages and file data in memory before nothing more is read
 * @param queuedAnswerBytes that a client may leave lying before its calls are no longer read
 * @param rememberedMounts shown by {@code showmount -a}; the newest stay
 * @param keptAnswers for calls that come twice, of those that must not be carried out twice
 * @param threads for back ends that wait for the disk; each takes one call at a time
 * @param lateCalls how many threads may be replaced that a back end does not return from; their memory is as well, up to as much
 *     again as {@code bufferBytes}
 */
public record ServerLimits(
        int connections,
        int connectionsPerAddress,
        int callsInFlight,
        int recordBytes,
        long bufferBytes,
        int queuedAnswerBytes,
        int rememberedMounts,
        int keptAnswers,
        int threads,
        int lateCalls) {

    /** What surrounds the data of a WRITE, at most. */
    public static final int HEADER_BYTES = 1024;

    /** The shortest that {@link #recordBytes} may be: NFS version 2 carries 8 KiB. */
    public static final int SMALLEST_RECORD = 8192 + HEADER_BYTES;

    private static final int MIB = 1 << 20;

    /** For some hundred busy clients, in some hundred megabytes at worst. */
    public static final ServerLimits DEFAULT =
            new ServerLimits(8192, 4096, 128, MIB + HEADER_BYTES, 64L * MIB, 2 * MIB, 1024, 16 * 1024, 16, 48);

    /** For one user's own machine: some megabytes. */
    public static final ServerLimits SMALL =
            new ServerLimits(64, 64, 64, MIB + HEADER_BYTES, 16L * MIB, 2 * MIB, 64, 1024, 8, 16);

    public ServerLimits {
        atLeast("connections", connections, 1);
        atLeast("connections per address", connectionsPerAddress, 1);
        atLeast("calls in flight", callsInFlight, 1);
        atLeast("record bytes", recordBytes, SMALLEST_RECORD);
        atLeast("buffer bytes", bufferBytes, recordBytes);
        atLeast("queued answer bytes", queuedAnswerBytes, 1);
        atLeast("remembered mounts", rememberedMounts, 0);
        atLeast("kept answers", keptAnswers, 0);
        atLeast("threads", threads, 1);
        atLeast("late calls", lateCalls, 0);
    }

    private static void atLeast(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(what + ": " + value + " is less than " + least);
        }
    }

    public ServerLimits withConnections(int total, int perAddress) {
        return new ServerLimits(
                total,
                perAddress,
                callsInFlight,
                recordBytes,
                bufferBytes,
                queuedAnswerBytes,
                rememberedMounts,
                keptAnswers,
                threads,
                lateCalls);
    }

    public ServerLimits withCallsInFlight(int calls) {
        return new ServerLimits(
                connections,
                connectionsPerAddress,
                calls,
                recordBytes,
                bufferBytes,
                queuedAnswerBytes,
                rememberedMounts,
                keptAnswers,
                threads,
                lateCalls);
    }

    public ServerLimits withRecordBytes(int bytes) {
        return withBuffers(bufferBytes, bytes);
    }

    /**
     * @param total {@link #bufferBytes}
     * @param record {@link #recordBytes}
     */
    public ServerLimits withBuffers(long total, int record) {
        return new ServerLimits(
                connections,
                connectionsPerAddress,
                callsInFlight,
                record,
                total,
                queuedAnswerBytes,
                rememberedMounts,
                keptAnswers,
                threads,
                lateCalls);
    }

    public ServerLimits withQueuedAnswerBytes(int bytes) {
        return new ServerLimits(
                connections,
                connectionsPerAddress,
                callsInFlight,
                recordBytes,
                bufferBytes,
                bytes,
                rememberedMounts,
                keptAnswers,
                threads,
                lateCalls);
    }

    public ServerLimits withRememberedMounts(int mounts) {
        return new ServerLimits(
                connections,
                connectionsPerAddress,
                callsInFlight,
                recordBytes,
                bufferBytes,
                queuedAnswerBytes,
                mounts,
                keptAnswers,
                threads,
                lateCalls);
    }

    public ServerLimits withKeptAnswers(int answers) {
        return new ServerLimits(
                connections,
                connectionsPerAddress,
                callsInFlight,
                recordBytes,
                bufferBytes,
                queuedAnswerBytes,
                rememberedMounts,
                answers,
                threads,
                lateCalls);
    }

    public ServerLimits withThreads(int count, int late) {
        return new ServerLimits(
                connections,
                connectionsPerAddress,
                callsInFlight,
                recordBytes,
                bufferBytes,
                queuedAnswerBytes,
                rememberedMounts,
                keptAnswers,
                count,
                late);
    }
}
