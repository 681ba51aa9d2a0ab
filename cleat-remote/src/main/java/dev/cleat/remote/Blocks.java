package dev.cleat.remote;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The contents of remote files, by blocks: from the cache, or from the origin, where one fetch serves all who wait for the
 * block. A fetch goes on when nobody waits for it any more, so that who asks again finds it.
 *
 * <p>{@code underWay} is a concurrent map; a block is in the cache before it leaves that map.
 */
final class Blocks implements AutoCloseable {
    static final int BLOCK = 1 << 20;

    private static final int MAX_FETCHES = 8;

    private final Origin origin;
    private final RemoteOptions options;
    private final Attempts attempts;
    private final DiskCache cache;
    private final ReadAhead readAhead = new ReadAhead();
    private final Semaphore fetches = new Semaphore(MAX_FETCHES);
    private final Map<BlockKey, CompletableFuture<byte[]>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Blocks(Origin origin, RemoteOptions options, Attempts attempts) throws IOException {
        this.origin = origin;
        this.options = options;
        this.attempts = attempts;
        this.cache = new DiskCache(options.cache(), options.cacheBytes());
    }

    /** Fills the buffer; not beyond the end of the file. */
    void read(RemoteFile file, long offset, ByteBuffer into) throws IOException {
        BlockKey key = BlockKey.of(origin.id(), file);
        long first = offset / BLOCK;
        long last = (offset + into.remaining() - 1) / BLOCK;
        for (long index = first + 1; index <= last; index++) {
            ahead(file, key.at(index));
        }
        int more = readAhead.after(key, first, last);
        for (long index = last + 1; index <= last + more && index * BLOCK < file.size(); index++) {
            if (fetches.availablePermits() > 0) {
                ahead(file, key.at(index));
            }
        }
        for (long at = offset; into.hasRemaining(); ) {
            int from = (int) (at % BLOCK);
            int number = Math.min(into.remaining(), BLOCK - from);
            part(file, key.at(at / BLOCK), from, into.slice(into.position(), number));
            into.position(into.position() + number);
            at += number;
        }
    }

    private void part(RemoteFile file, BlockKey key, int from, ByteBuffer into) throws IOException {
        if (!cache.read(key, from, into.duplicate())) {
            into.put(await(fetch(file, key)), from, into.remaining());
        }
    }

    private void ahead(RemoteFile file, BlockKey key) {
        if (!cache.has(key)) {
            CompletableFuture<byte[]> unused = fetch(file, key); // whoever reads it finds it
        }
    }

    private CompletableFuture<byte[]> fetch(RemoteFile file, BlockKey key) {
        CompletableFuture<byte[]> fresh = new CompletableFuture<>();
        CompletableFuture<byte[]> known = underWay.putIfAbsent(key, fresh);
        if (known == null) {
            threads.execute(() -> fetch(file, key, fresh));
        }
        return known == null ? fresh : known;
    }

    private void fetch(RemoteFile file, BlockKey key, CompletableFuture<byte[]> result) {
        try {
            long start = key.index() * BLOCK;
            byte[] block = new byte[(int) Math.min(BLOCK, file.size() - start)];
            // It may have come since it was looked for.
            if (!cache.read(key, 0, ByteBuffer.wrap(block))) {
                fetches.acquire();
                try {
                    attempts.of(() -> {
                        origin.fetch(file, start, ByteBuffer.wrap(block));
                        return block;
                    });
                } finally {
                    fetches.release();
                }
                cache.put(key, block);
            }
            underWay.remove(key);
            result.complete(block);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(key, result, new VfsException(VfsError.JUKEBOX, "ending"));
        } catch (IOException | RuntimeException e) {
            failed(key, result, e);
        }
    }

    private void failed(BlockKey key, CompletableFuture<byte[]> result, Exception cause) {
        underWay.remove(key);
        result.completeExceptionally(cause);
    }

    private byte[] await(CompletableFuture<byte[]> block) throws IOException {
        try {
            return block.get(options.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new VfsException(VfsError.JUKEBOX, "still fetching");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VfsException(VfsError.JUKEBOX, "ending");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
