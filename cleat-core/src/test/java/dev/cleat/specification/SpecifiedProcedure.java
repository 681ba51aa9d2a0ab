package dev.cleat.specification;

import dev.cleat.rpc.Procedure;

/** A line of a {@code version} block. */
record SpecifiedProcedure(int program, int version, int number, String name, XdrType arguments, XdrType results) {
    SpecifiedProcedure in(int program) {
        return new SpecifiedProcedure(program, version, number, name, arguments, results);
    }

    SpecifiedProcedure inVersion(int version) {
        return new SpecifiedProcedure(program, version, number, name, arguments, results);
    }

    boolean describes(Procedure<?, ?> procedure) {
        return program == procedure.version().program()
                && version == procedure.version().version()
                && Naming.matches(name, procedure.name());
    }

    @Override
    public String toString() {
        return name + " = " + number + " of version " + version;
    }
}
