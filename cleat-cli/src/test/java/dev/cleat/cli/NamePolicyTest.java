package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer.Form;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePolicyTest {
    @ParameterizedTest
    @CsvSource({
        "auto, false, false, false,",
        "auto, true, false, true,",
        "auto, false, true, false, NFC",
        "exact, true, false, false,",
        "exact, false, true, false,",
        "windows, false, false, true,",
        "nfc, false, false, false, NFC",
        "nfc, true, false, true, NFC",
        "nfd, false, true, false, NFD"
    })
    void whatIsChosenFitsTheHost(
            String choice, boolean windowsLike, boolean macOs, boolean mapped, @Nullable Form form) {
        assertThat(NamePolicy.of(choice, windowsLike, macOs)).isEqualTo(new NamePolicy(mapped, form));
    }
}
