package dev.cleat.remote;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How remote files are kept.
 *
 * @param cache a folder for what was fetched; belongs to one file system at a time
 * @param cacheBytes how much it may hold
 * @param refresh for how long a list of files is taken to be true
 * @param attempts how often something is asked for before the answer is that the origin fails
 * @param patience how long a call waits before its client is told to ask again
 * @param outage how long an origin may fail until clients are told so, and not to ask again
 */
public record RemoteOptions(
        Path cache, long cacheBytes, Duration refresh, int attempts, Duration patience, Duration outage) {
    private static final long DEFAULT_BYTES = 1L << 30;

    /** 1 GiB; lists hold for a minute; three attempts, 20 seconds, two minutes. */
    public static RemoteOptions of(Path cache) {
        return new RemoteOptions(
                cache, DEFAULT_BYTES, Duration.ofMinutes(1), 3, Duration.ofSeconds(20), Duration.ofMinutes(2));
    }

    public RemoteOptions withCacheBytes(long bytes) {
        return new RemoteOptions(cache, bytes, refresh, attempts, patience, outage);
    }

    public RemoteOptions withRefresh(Duration period) {
        return new RemoteOptions(cache, cacheBytes, period, attempts, patience, outage);
    }

    public RemoteOptions withAttempts(int number) {
        return new RemoteOptions(cache, cacheBytes, refresh, number, patience, outage);
    }

    public RemoteOptions withPatience(Duration period) {
        return new RemoteOptions(cache, cacheBytes, refresh, attempts, period, outage);
    }

    public RemoteOptions withOutage(Duration period) {
        return new RemoteOptions(cache, cacheBytes, refresh, attempts, patience, period);
    }
}
