package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.CachedVfs;
import dev.cleat.vfs.decorate.HiddenNamesVfs;
import dev.cleat.vfs.decorate.MeteredVfs;
import dev.cleat.vfs.decorate.OwnedVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** A decorator keeps the contract of what it decorates. */
class DecoratedContractsTest {
    /** In memory, decorated. */
    abstract static class InMemory extends VfsContract {
        @Override
        public Set<Feature> features() {
            return EnumSet.complementOf(EnumSet.of(Feature.RESTARTS));
        }
    }

    @Nested
    class Hidden extends InMemory {
        @Override
        public Vfs create() {
            return HiddenNamesVfs.withoutAppleFiles(new MemoryVfs());
        }
    }

    @Nested
    class Metered extends InMemory {
        @Override
        public Vfs create() {
            return new MeteredVfs(new MemoryVfs(), (operation, nanos, bytes, failure) -> {});
        }
    }

    @Nested
    class Cached extends InMemory {
        @Override
        public Vfs create() {
            return new CachedVfs(new MemoryVfs(), 1 << 20, Duration.ofHours(1));
        }
    }

    @Nested
    class Owned extends InMemory {
        @Override
        public Vfs create() {
            return new OwnedVfs(new MemoryVfs(), 501, 20, Caller.ROOT);
        }

        @Override
        public Caller caller() {
            return new Caller(501, 20);
        }

        @Override
        public Set<Feature> features() {
            return EnumSet.complementOf(EnumSet.of(Feature.RESTARTS, Feature.OWNERS, Feature.CALLERS));
        }
    }
}
