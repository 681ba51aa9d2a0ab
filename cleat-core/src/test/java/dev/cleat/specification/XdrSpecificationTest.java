package dev.cleat.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class XdrSpecificationTest {
    private static final XdrSpecification SPECIFICATION = XdrSpecification.parse("""
            const MAX = 4;   /* a comment; with { signs } */
            enum colour { COLOUR_RED = 1, COLOUR_DARK_BLUE = 0x10 };
            typedef string label<MAX>;
            struct point { int x; hyper y_axis; };
            struct shape { point at; colour fill; label text; };
            struct node { label text; node *next; };
            typedef node *chain;
            union result switch (colour paint) {
                case COLOUR_RED: shape red;
                default: void;
            };
            union maybe switch (bool there) { case TRUE: point spot; case FALSE: void; };
            union numbered switch (unsigned int code) { case 0: opaque handle[4]; default: void; };
            struct moment { unsigned int seconds; };
            struct most { moment when; opaque data<>; unsigned hyper list<3>; int pair[2]; bool ok; };
            program DRAWING {
                version FIRST { void DRAWING_NULL(void) = 0; result DRAWING_PAINT(shape) = 7; } = 1;
                version SECOND { result DRAWING_PAINT(shape) = 8; } = 2;
            } = 0x20000000;
            """)
            .view(Instant.class, Moment.class, i -> new Moment((int) i.getEpochSecond()), m -> m.toInstant());

    enum Colour {
        RED,
        DARK_BLUE
    }

    record Point(int x, long yAxis) {}

    record Shape(Point at, Colour fill, String text) {}

    record FlatShape(int x, long yAxis, Colour fill, String text) {}

    record SwappedShape(Colour fill, Point at, String text) {}

    record Chain(List<String> texts) {}

    record Moment(int seconds) {
        Instant toInstant() {
            return Instant.ofEpochSecond(seconds);
        }
    }

    record Most(Instant when, Opaque data, List<Long> list, List<Integer> pair, boolean ok) {}

    sealed interface Result {}

    record Red(Point at, Colour fill, String text) implements Result {}

    record Other(Colour paint) implements Result {}

    sealed interface Numbered {}

    record Ok(Opaque handle) implements Numbered {}

    record Failed(int code) implements Numbered {}

    @Test
    void structsAreWrittenMemberByMember() {
        Shape shape = new Shape(new Point(1, 2), Colour.DARK_BLUE, "ab");
        Consumer<XdrWriter> expected = out -> {
            out.writeInt(1);
            out.writeLong(2);
            out.writeInt(16);
            out.writeString("ab");
        };
        assertWritten("shape", shape, expected);
        assertWritten("shape", new FlatShape(1, 2, Colour.DARK_BLUE, "ab"), expected);
    }

    @Test
    void componentsInAnotherOrderAreReported() {
        SwappedShape swapped = new SwappedShape(Colour.RED, new Point(1, 2), "");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> write("shape", swapped))
                .withMessageContaining("[fill, at, text]");
    }

    @Test
    void textAboveItsBoundIsReported() {
        Shape shape = new Shape(new Point(1, 2), Colour.RED, "abcde");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> write("shape", shape))
                .withMessageContaining("5 bytes");
    }

    @Test
    void constantsThatDifferAreReported() {
        record Strange(Point at, Thread.State fill, String text) {}

        Strange strange = new Strange(new Point(1, 2), Thread.State.NEW, "");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> write("shape", strange));
    }

    @Test
    void linkedListsAreLists() {
        assertWritten("chain", new Chain(List.of("a", "b")), out -> {
            out.writeInt(1);
            out.writeString("a");
            out.writeInt(1);
            out.writeString("b");
            out.writeInt(0);
        });
    }

    @Test
    void unionsAreRecordsNamedAfterTheirCase() {
        assertWritten("result", new Red(new Point(3, 4), Colour.RED, ""), out -> {
            out.writeInt(1);
            out.writeInt(3);
            out.writeLong(4);
            out.writeInt(1);
            out.writeString("");
        });
        assertWritten("result", new Other(Colour.DARK_BLUE), out -> out.writeInt(16));
        assertWritten("numbered", new Ok(Opaque.of(new byte[4])), out -> out.writeLong(0));
        assertWritten("numbered", new Failed(13), out -> out.writeInt(13));
    }

    @Test
    void optionsAreOptionalsOrNull() {
        assertWritten("maybe", Optional.empty(), out -> out.writeInt(0));
        assertWritten("maybe", Optional.of(new Point(0, 0)), out -> {
            out.writeInt(1);
            out.writeInt(0);
            out.writeLong(0);
        });
    }

    @Test
    void viewsShowWhatIsNoRecord() {
        Most most = new Most(Instant.ofEpochSecond(5), Opaque.of(new byte[] {9}), List.of(6L), List.of(7, 8), true);
        assertWritten("most", most, out -> {
            out.writeInt(5);
            out.writeInt(1);
            out.writeInt(0x09000000);
            out.writeInt(1);
            out.writeLong(6);
            out.writeInt(7);
            out.writeInt(8);
            out.writeInt(1);
        });
    }

    @Test
    void proceduresKnowTheirPlace() {
        assertThat(SPECIFICATION.procedures())
                .extracting(SpecifiedProcedure::program, SpecifiedProcedure::version, SpecifiedProcedure::number)
                .containsExactly(tuple(0x20000000, 1, 0), tuple(0x20000000, 1, 7), tuple(0x20000000, 2, 8));
    }

    @Test
    void randomValuesCanBeWritten() {
        SpecifiedValues values = new SpecifiedValues(SPECIFICATION, new Random(1));
        for (int i = 0; i < 100; i++) {
            assertThat(write("shape", values.value(type("shape"), FlatShape.class))
                            .remaining())
                    .isBetween(20, 24);
            assertThat(write("chain", values.value(type("chain"), Chain.class)).remaining())
                    .isGreaterThanOrEqualTo(4);
            assertThat(write("result", values.value(type("result"), Result.class))
                            .remaining())
                    .isGreaterThanOrEqualTo(4);
            assertThat(write("numbered", values.value(type("numbered"), Numbered.class))
                            .remaining())
                    .isIn(4, 8);
            assertThat(write("most", values.value(type("most"), Most.class)).remaining())
                    .isGreaterThanOrEqualTo(24);
        }
    }

    private static XdrType type(String name) {
        return new XdrType.Named(name);
    }

    private static ByteBuffer write(String type, Object value) {
        return SpecifiedWriter.bytes(SPECIFICATION, type(type), value);
    }

    private static void assertWritten(String type, Object value, Consumer<XdrWriter> expected) {
        XdrWriter out = new XdrWriter();
        expected.accept(out);
        assertThat(write(type, value)).isEqualTo(out.toBuffer());
    }
}
