package dev.cleat.rpc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The procedures of one program version that a server offers, found by number. */
public final class Service {
    private final ProgramVersion version;
    private final @Nullable Row<?, ?>[] byNumber;
    private final List<Row<?, ?>> rows;

    public Service(ProgramVersion version, List<Row<?, ?>> rows) {
        this.version = version;
        this.rows = List.copyOf(rows);
        int size = rows.stream()
                .mapToInt(row -> row.procedure().number() + 1)
                .max()
                .orElse(0);
        this.byNumber = new Row<?, ?>[size];
        for (Row<?, ?> row : rows) {
            Procedure<?, ?> procedure = row.procedure();
            if (!procedure.version().equals(version) || byNumber[procedure.number()] != null) {
                throw new IllegalArgumentException(procedure + " does not fit into " + version.name());
            }
            byNumber[procedure.number()] = row;
        }
    }

    public ProgramVersion version() {
        return version;
    }

    /** In the order of their numbers. */
    public List<Row<?, ?>> rows() {
        List<Row<?, ?>> sorted = new ArrayList<>(rows);
        sorted.sort(
                (a, b) -> Integer.compare(a.procedure().number(), b.procedure().number()));
        return sorted;
    }

    /** The row with this number, or null. */
    public @Nullable Row<?, ?> row(int number) {
        return number >= 0 && number < byNumber.length ? byNumber[number] : null;
    }
}
