package dev.cleat.rpc;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever carries a call out and whoever watches it: one of them answers, never both, never none. */
@Timeout(120)
@Tag("instrumented")
public class DeferralLinearizabilityTest {
    private final Deferral deferral = new Deferral(0);

    /** What it should be like, if nobody else called meanwhile. */
    public static final class OneAfterAnother {
        private String phase = "queued";

        private boolean step(String from, String to) {
            boolean possible = phase.equals(from);
            phase = possible ? to : phase;
            return possible;
        }

        public boolean begin() {
            return step("queued", "running");
        }

        public boolean end() {
            return step("running", "done");
        }

        public boolean expire() {
            return step("queued", "expired");
        }

        public boolean late(boolean answered) {
            return step("running", answered ? "deferred" : "overdue");
        }

        public boolean isAnswered() {
            return phase.equals("deferred");
        }

        public boolean isLate() {
            return phase.equals("deferred") || phase.equals("overdue");
        }
    }

    @Operation
    public boolean begin() {
        return deferral.begin();
    }

    @Operation
    public boolean end() {
        return deferral.end();
    }

    @Operation
    public boolean expire() {
        return deferral.expire();
    }

    @Operation
    public boolean late(boolean answered) {
        return deferral.late(answered, false, 0);
    }

    @Operation
    public boolean isAnswered() {
        return deferral.isAnswered();
    }

    @Operation
    public boolean isLate() {
        return deferral.isLate();
    }

    @Test
    void oneOfTheTwoAnswers() {
        new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(4)
                .sequentialSpecification(OneAfterAnother.class)
                .check(DeferralLinearizabilityTest.class);
    }
}
