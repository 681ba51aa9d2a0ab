package dev.cleat.rpc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs and their versions, found by number. Never changes. */
final class ServiceTable {
    private final Program[] programs;

    ServiceTable(List<Service> services) {
        List<Program> found = new ArrayList<>();
        services.stream()
                .map(service -> service.version().program())
                .distinct()
                .forEach(number -> found.add(Program.of(number, services)));
        this.programs = found.toArray(Program[]::new);
    }

    /** Linear: a server has a handful. */
    @Nullable Program program(int number) {
        for (Program program : programs) {
            if (program.number == number) {
                return program;
            }
        }
        return null;
    }

    /** One program with the versions served. */
    record Program(int number, List<Service> versions) {

        static Program of(int number, List<Service> services) {
            List<Service> versions = services.stream()
                    .filter(service -> service.version().program() == number)
                    .sorted(Comparator.comparing(service -> service.version().version(), Integer::compareUnsigned))
                    .toList();
            long distinct = versions.stream()
                    .map(service -> service.version().version())
                    .distinct()
                    .count();
            if (distinct != versions.size()) {
                throw new IllegalArgumentException("a version of program " + number + " is served twice");
            }
            return new Program(number, versions);
        }

        @Nullable Service version(int version) {
            for (int i = 0; i < versions.size(); i++) {
                if (versions.get(i).version().version() == version) {
                    return versions.get(i);
                }
            }
            return null;
        }

        int low() {
            return versions.getFirst().version().version();
        }

        int high() {
            return versions.getLast().version().version();
        }
    }
}
