package dev.cleat.conversation;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations that nobody would think of. Replays what is kept in the tree; with {@code JAZZER_FUZZ=1} in the environment it
 * looks for more, guided by what was reached (see {@code lab/suites/fuzz}).
 */
@Tag("instrumented")
class ConversationFuzzTest {
    @FuzzTest(maxDuration = "8s")
    void everyAnswerIsWellFormed(byte[] input) throws IOException {
        hold(input);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverChanceSaysToo(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] input = new byte[random.nextInt(400)];
            random.nextBytes(input);
            hold(input);
        }
    }

    private static void hold(byte[] input) throws IOException {
        try (FuzzedConversation conversation = new FuzzedConversation()) {
            conversation.hold(ByteBuffer.wrap(input));
        }
    }
}
