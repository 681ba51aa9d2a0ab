package dev.cleat.rpc.bind;

import dev.cleat.rpc.Call;
import dev.cleat.rpc.DroppedException;
import dev.cleat.rpc.Row;
import dev.cleat.rpc.SmallAnswers;
import dev.cleat.rpc.bind.Bindings.Binding;
import dev.cleat.rpc.bind.PortmapService.Registration;
import java.util.EnumSet;
import java.util.List;

/** What the port mapper does (RFC 1833 §3.2). It knows IPv4 alone. */
final class PmapHandlers {
    private final Bindings bindings;
    private final Registration registration;
    private final Indirect indirect;

    PmapHandlers(Bindings bindings, Registration registration, Indirect indirect) {
        this.bindings = bindings;
        this.registration = registration;
        this.indirect = indirect;
    }

    List<Row<?, ?>> rows() {
        return List.of(
                PortmapService.row(PmapSet.PROCEDURE, this::set, new Accepted(false)),
                PortmapService.row(PmapUnset.PROCEDURE, this::unset, new Accepted(false)),
                PortmapService.row(PmapGetPort.PROCEDURE, this::getPort, new PmapGetPort.Result(0)),
                PortmapService.row(PmapDump.PROCEDURE, this::dump, new PmapDump.Result(List.of())),
                PortmapService.row(PmapCallIt.PROCEDURE, this::callIt, new PmapCallIt.Result(0, indirect.results())));
    }

    private Accepted set(PmapSet arguments, Call call) {
        Mapping wanted = arguments.mapping();
        Netid netid = Netid.numbered(wanted.protocol());
        return new Accepted(PortmapService.mayRegister(registration, call)
                && netid != null
                && bindings.register(wanted.program(), wanted.version(), List.of(netid), wanted.port()));
    }

    private Accepted unset(PmapUnset arguments, Call call) {
        Mapping unwanted = arguments.mapping();
        return new Accepted(PortmapService.mayRegister(registration, call)
                && bindings.unregister(unwanted.program(), unwanted.version(), EnumSet.allOf(Netid.class)));
    }

    private PmapGetPort.Result getPort(PmapGetPort arguments, Call call) {
        Mapping sought = arguments.mapping();
        Netid netid = Netid.numbered(sought.protocol());
        return new PmapGetPort.Result(netid == null ? 0 : bindings.port(sought.program(), sought.version(), netid));
    }

    private PmapDump.Result dump(PmapDump arguments, Call call) {
        List<Mapping> mappings = bindings.all().stream()
                .filter(binding -> !binding.netid().isIpv6())
                .map(PmapHandlers::mapping)
                .toList();
        return new PmapDump.Result(SmallAnswers.fitting(mappings, call));
    }

    private static Mapping mapping(Binding binding) {
        return new Mapping(binding.program(), binding.version(), binding.netid().number(), binding.port());
    }

    private PmapCallIt.Result callIt(PmapCallIt arguments, Call call) throws DroppedException {
        int port = indirect.port(arguments.program(), arguments.version(), arguments.number(), Netid.UDP);
        return new PmapCallIt.Result(port, indirect.results());
    }
}
