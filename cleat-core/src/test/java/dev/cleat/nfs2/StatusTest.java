package dev.cleat.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.VfsError;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
    private static final Set<String> NAMES =
            Arrays.stream(Status.values()).map(Status::name).collect(Collectors.toSet());

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BADHANDLE")
    void errorsHaveTheStatusOfTheirNameOrAreIo(VfsError error) {
        String expected = NAMES.contains(error.name()) ? error.name() : "IO";
        assertThat(Status.of(error)).hasToString("NFSERR_" + expected);
    }

    @Test
    void badHandlesAreStale() {
        assertThat(Status.of(VfsError.BADHANDLE)).isEqualTo(Status.STALE);
    }
}
