package dev.cleat.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.VfsError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WOULD_BLOCK")
    void errorsHaveTheStatusOfTheirName(VfsError error) {
        assertThat(Status.of(error)).hasToString("NFS3ERR_" + error.name());
    }
}
