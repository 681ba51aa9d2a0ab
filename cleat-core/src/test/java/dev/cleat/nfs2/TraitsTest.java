package dev.cleat.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Trait;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraitsTest {
    private final List<Procedure<?, ?>> procedures = new Nfs2MessagesTest().procedures();

    /** What is not kept for duplicates: a WRITE is, for one that comes late would undo what was written since. */
    @Test
    void whatChangesNothingIsIdempotent() {
        assertThat(named(Trait.IDEMPOTENT))
                .containsExactly("GETATTR", "ROOT", "LOOKUP", "READLINK", "READ", "WRITECACHE", "READDIR", "STATFS");
    }

    @Test
    void dataAndListingsAreBulk() {
        assertThat(named(Trait.BULK_REPLY)).containsExactly("READ", "READDIR");
        assertThat(named(Trait.BULK_CALL)).containsExactly("WRITE");
    }

    private List<String> named(Trait trait) {
        return procedures.stream()
                .filter(procedure -> procedure.is(trait))
                .map(Procedure::name)
                .toList();
    }
}
