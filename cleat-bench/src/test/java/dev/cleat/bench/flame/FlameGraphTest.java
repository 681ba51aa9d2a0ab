package dev.cleat.bench.flame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FlameGraphTest {
    @Test
    void shareIsThatOfAllWhoCallIt() {
        Map<String, Long> stacks = new TreeMap<>();
        stacks.put("event;dev.cleat.A.run;dev.cleat.B.read", 3L);
        stacks.put("event;dev.cleat.A.run", 1L);
        String picture = FlameGraph.of("test", stacks);
        assertThat(picture)
                .contains("test: 4 samples")
                .contains("<title>dev.cleat.A.run: 100.0 %</title>")
                .contains("<title>dev.cleat.B.read: 75.0 %</title>");
    }

    @Test
    void namesOfConstructorsAreEscaped() {
        String picture = FlameGraph.of("test", Map.of("event;dev.cleat.A.<init>", 1L));
        assertThat(picture).contains("dev.cleat.A.&lt;init&gt;").doesNotContain("<init>");
    }

    @Test
    void boxesStandUponTheirCallers() {
        String picture = FlameGraph.of("test", Map.of("a.b;c.d", 1L));
        int caller = y(picture, "a.b");
        assertThat(y(picture, "c.d")).isLessThan(caller);
    }

    private static int y(String picture, String name) {
        String box = picture.substring(picture.indexOf("<title>" + name));
        String number = box.substring(box.indexOf(" y=\"") + 4);
        return Integer.parseInt(number.substring(0, number.indexOf('"')));
    }
}
