package dev.cleat.rpc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The procedures of one program version that a server offers, found by number. Procedure 0 need not be listed. */
public final class Service {
    private final ProgramVersion version;
    private final @Nullable Row<?, ?>[] byNumber;
    private final List<Row<?, ?>> rows;

    public Service(ProgramVersion version, List<Row<?, ?>> rows) {
        this.version = version;
        this.rows = withNull(version, rows);
        int size = this.rows.stream()
                .mapToInt(row -> row.procedure().number() + 1)
                .max()
                .orElse(0);
        this.byNumber = new Row<?, ?>[size];
        for (Row<?, ?> row : this.rows) {
            Procedure<?, ?> procedure = row.procedure();
            if (!procedure.version().equals(version) || byNumber[procedure.number()] != null) {
                throw new IllegalArgumentException(procedure + " does not fit into " + version.name());
            }
            byNumber[procedure.number()] = row;
        }
    }

    private static List<Row<?, ?>> withNull(ProgramVersion version, List<Row<?, ?>> rows) {
        if (rows.stream().anyMatch(row -> row.procedure().number() == 0)) {
            return List.copyOf(rows);
        }
        List<Row<?, ?>> all = new ArrayList<>(rows);
        all.add(Null.row(version));
        return List.copyOf(all);
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
