package dev.cleat.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cleat.rpc.Procedure;
import dev.cleat.xdr.XdrDecoder;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for the messages of every program: they are what our {@code .x} file says and what the golden bytes say, they
 * can be read back, and neither shortened nor lengthened bytes are taken for a message.
 */
public abstract class MessageContract {
    private static final int VALUES = 60;
    private static final int VALUES_TO_CUT = 6;

    /** Which messages there must be. */
    protected abstract XdrSpecification specification();

    /** All procedures of all versions. */
    protected abstract List<Procedure<?, ?>> procedures();

    /** Messages with their bytes, written down from the RFC by hand: at least a call and an answer of each procedure. */
    protected abstract List<Golden> golden();

    /**
     * A message and its bytes.
     *
     * @param hex may have blanks and line breaks anywhere between bytes
     */
    public record Golden(Procedure<?, ?> procedure, XdrEncodable message, XdrDecoder<?> decoder, String hex) {
        public static Golden call(Procedure<?, ?> procedure, XdrEncodable arguments, String hex) {
            return new Golden(procedure, arguments, procedure.arguments(), hex);
        }

        public static Golden answer(Procedure<?, ?> procedure, XdrEncodable results, String hex) {
            return new Golden(procedure, results, procedure.results(), hex);
        }

        boolean isCall() {
            return decoder.equals(procedure.arguments());
        }
    }

    /** One direction of a procedure. */
    private record Direction(String name, XdrType type, Class<?> javaType, XdrDecoder<?> decoder) {}

    @Test
    void procedureNumbersAreTheSpecifications() {
        assertThat(procedures())
                .allSatisfy(procedure -> assertThat(procedure.number())
                        .as(procedure.toString())
                        .isEqualTo(specification().procedure(procedure).number()));
    }

    @Test
    void everySpecifiedProcedureIsThere() {
        assertThat(specification().procedures())
                .filteredOn(specified -> specified.number() != 0) // which every service has by itself
                .allSatisfy(specified -> assertThat(procedures()).anyMatch(specified::describes));
    }

    @Test
    void everyProcedureHasGoldenBytesBothWays() {
        Set<String> calls = named(golden().stream().filter(Golden::isCall));
        Set<String> answers = named(golden().stream().filter(golden -> !golden.isCall()));
        assertThat(procedures()).allSatisfy(procedure -> assertThat(calls).contains(procedure.name()));
        assertThat(procedures()).allSatisfy(procedure -> assertThat(answers).contains(procedure.name()));
    }

    private static Set<String> named(Stream<Golden> golden) {
        return golden.map(each -> each.procedure().name()).collect(Collectors.toSet());
    }

    @TestFactory
    Stream<DynamicTest> goldenBytesAreWritten() {
        return golden().stream()
                .map(golden -> dynamicTest(
                        golden.message().toString(),
                        () -> assertThat(hex(bytes(golden.message()))).isEqualTo(compact(golden.hex()))));
    }

    @TestFactory
    Stream<DynamicTest> goldenBytesAreRead() {
        return golden().stream()
                .map(golden -> dynamicTest(golden.message().toString(), () -> {
                    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(compact(golden.hex())));
                    assertThat(decode(golden.decoder(), bytes)).isEqualTo(golden.message());
                }));
    }

    @TestFactory
    Stream<DynamicTest> messagesAreWrittenAsSpecified() {
        return each(
                VALUES,
                (direction, message) -> assertThat(hex(bytes(message)))
                        .as(message.toString())
                        .isEqualTo(hex(SpecifiedWriter.bytes(specification(), direction.type(), message))));
    }

    @TestFactory
    Stream<DynamicTest> messagesAreReadAsTheyWereWritten() {
        return each(
                VALUES,
                (direction, message) ->
                        assertThat(decode(direction.decoder(), bytes(message))).isEqualTo(message));
    }

    @TestFactory
    Stream<DynamicTest> messagesCutAtAnyByteAreRefused() {
        return each(VALUES_TO_CUT, (direction, message) -> {
            ByteBuffer whole = bytes(message);
            for (int length = 0; length < whole.limit(); length++) {
                ByteBuffer cut = whole.slice(0, length);
                assertThatExceptionOfType(XdrException.class)
                        .as("%s cut to %d bytes", message, length)
                        .isThrownBy(() -> decode(direction.decoder(), cut));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> messagesWithTrailingBytesAreRefused() {
        return each(VALUES_TO_CUT, (direction, message) -> {
            ByteBuffer whole = bytes(message);
            ByteBuffer longer =
                    ByteBuffer.allocate(whole.limit() + 4).put(whole).position(0);
            assertThatExceptionOfType(XdrException.class)
                    .as(message.toString())
                    .isThrownBy(() -> decode(direction.decoder(), longer));
        });
    }

    /** Whatever the bytes: an XdrException or a message, no other exception, and no memory by a mere claim of length. */
    @TestFactory
    Stream<DynamicTest> messagesWithAnyWordSpoiledDoNoHarm() {
        return each(VALUES_TO_CUT, (direction, message) -> {
            ByteBuffer whole = bytes(message);
            for (int at = 0; at + 4 <= whole.limit(); at += 4) {
                for (int spoiled : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 2}) {
                    ByteBuffer copy = ByteBuffer.allocate(whole.limit()).put(whole.duplicate());
                    spoil(direction, copy.putInt(at, spoiled).flip(), message);
                }
            }
        });
    }

    private static void spoil(Direction direction, ByteBuffer bytes, Object message) {
        try {
            decode(direction.decoder(), bytes);
        } catch (XdrException e) {
            assertThat(e.getMessage()).isNotEmpty();
        } catch (RuntimeException e) {
            fail("spoiled bytes of " + message, e);
        }
    }

    private interface Claim {
        void about(Direction direction, XdrEncodable message) throws Exception;
    }

    private Stream<DynamicTest> each(int values, Claim claim) {
        return procedures().stream()
                .flatMap(this::directions)
                .map(direction -> dynamicTest(direction.name(), () -> {
                    for (int seed = 0; seed < values; seed++) {
                        claim.about(direction, random(direction, seed));
                    }
                }));
    }

    private XdrEncodable random(Direction direction, int seed) {
        SpecifiedValues values = new SpecifiedValues(specification(), new Random(seed));
        return (XdrEncodable) values.value(direction.type(), direction.javaType());
    }

    private Stream<Direction> directions(Procedure<?, ?> procedure) {
        SpecifiedProcedure specified = specification().procedure(procedure);
        Class<?> arguments = argumentsOf(procedure);
        return Stream.of(
                new Direction(procedure + " call", specified.arguments(), arguments, procedure.arguments()),
                new Direction(procedure + " answer", specified.results(), resultsOf(arguments), procedure.results()));
    }

    /** The class of the arguments, found by decoding: type arguments are not there at run time. */
    private Class<?> argumentsOf(Procedure<?, ?> procedure) {
        return golden().stream()
                .filter(golden -> golden.isCall() && golden.procedure().name().equals(procedure.name()))
                .filter(golden -> golden.procedure().arguments().equals(procedure.arguments()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no golden call of " + procedure))
                .message()
                .getClass();
    }

    /** The R of {@code Request<R>}. */
    private static Class<?> resultsOf(Class<?> arguments) {
        return Arrays.stream(arguments.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(type -> ((ParameterizedType) type).getActualTypeArguments()[0])
                .map(MessageContract::raw)
                .findFirst()
                .orElseThrow();
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    private static ByteBuffer bytes(XdrEncodable message) {
        XdrWriter out = new XdrWriter();
        message.encode(out);
        return out.toBuffer();
    }

    private static Object decode(XdrDecoder<?> decoder, ByteBuffer bytes) throws XdrException {
        XdrReader in = new XdrReader(bytes.duplicate());
        Object message = decoder.decode(in);
        in.expectEnd();
        return message;
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static String compact(String hex) {
        return hex.replaceAll("\\s", "");
    }
}
