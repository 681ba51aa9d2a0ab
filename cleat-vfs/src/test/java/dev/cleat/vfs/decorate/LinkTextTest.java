package dev.cleat.vfs.decorate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Name;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LinkTextTest {
    @Property
    void whateverAFileHoldsIsNoTargetOrOneThatIsReadAgain(@ForAll byte[] text) throws IOException {
        Name target = LinkText.target(text);
        if (target != null) {
            assertThat(target.length()).isPositive();
            assertThat(LinkText.target(LinkText.of(target))).isEqualTo(target);
        }
    }
}
