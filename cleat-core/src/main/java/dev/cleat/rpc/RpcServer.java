package dev.cleat.rpc;

import dev.cleat.rpc.replay.ReplayCache;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Services that are offered together, on one port or several: finds a call's procedure, turns away what is not for it, and
 * has the call carried out where it may wait as long as it must. Never changes; another port may show other services
 * through another server with the same {@link Workers}.
 */
public final class RpcServer {
    private final ServiceTable table;
    private final List<Service> services;
    private final Workers workers;
    private final RpcListener listener;
    private final @Nullable ReplayCache replays;

    private RpcServer(Builder builder) {
        this.services = List.copyOf(builder.services);
        this.table = new ServiceTable(services);
        this.workers = builder.workers;
        this.listener = builder.listener;
        this.replays = builder.replays;
    }

    /**
     * @param workers run the calls that may wait; not closed by the server
     */
    public static Builder builder(Workers workers) {
        return new Builder(workers);
    }

    /** For one thread that reads calls. */
    public Receiver receiver() {
        return new Dispatcher(this);
    }

    public List<Service> services() {
        return services;
    }

    ServiceTable table() {
        return table;
    }

    public Workers workers() {
        return workers;
    }

    RpcListener listener() {
        return listener;
    }

    @Nullable ReplayCache replays() {
        return replays;
    }

    /** Says what is served. */
    public static final class Builder {
        private final Workers workers;
        private final List<Service> services = new ArrayList<>();
        private RpcListener listener = RpcListener.NONE;
        private @Nullable ReplayCache replays;

        private Builder(Workers workers) {
            this.workers = workers;
        }

        public Builder service(Service service) {
            services.add(service);
            return this;
        }

        public Builder services(List<Service> more) {
            services.addAll(more);
            return this;
        }

        public Builder listener(RpcListener hears) {
            this.listener = hears;
            return this;
        }

        /** Calls that are not {@link Trait#IDEMPOTENT} are carried out once; several servers may share one. */
        public Builder replays(ReplayCache cache) {
            this.replays = cache;
            return this;
        }

        /**
         * @throws IllegalArgumentException if a version of a program is served twice
         */
        public RpcServer build() {
            return new RpcServer(this);
        }
    }
}
