package dev.cleat.cli;

import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.util.List;
import java.util.Objects;

/** Our modules as this test runs with them: the command line's module reads all that are shipped. */
final class Modules {
    private Modules() {}

    static List<ModuleReference> all() {
        ModuleLayer layer = Objects.requireNonNull(Main.class.getModule().getLayer(), "run on the module path");
        return layer.configuration().modules().stream()
                .map(ResolvedModule::reference)
                .filter(module -> module.descriptor().name().startsWith("dev.cleat"))
                .toList();
    }
}
