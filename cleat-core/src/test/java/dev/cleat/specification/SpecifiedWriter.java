package dev.cleat.specification;

import dev.cleat.specification.XdrType.Field;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a value as the specification says, asking the value for nothing but its components. */
final class SpecifiedWriter {
    private final XdrSpecification specification;
    private final XdrWriter out = new XdrWriter();

    private SpecifiedWriter(XdrSpecification specification) {
        this.specification = specification;
    }

    static ByteBuffer bytes(XdrSpecification specification, XdrType type, Object value) {
        SpecifiedWriter writer = new SpecifiedWriter(specification);
        writer.write(type, value);
        return writer.out.toBuffer();
    }

    private void write(XdrType declared, @Nullable Object given) {
        XdrType type = specification.resolve(declared);
        if (type instanceof XdrType.Option option) {
            option(option, given);
            return;
        }
        Object value = viewed(given);
        switch (type) {
            case XdrType.Struct(String name, List<Field> fields)
            when Reflection.wraps(value.getClass(), fields) ->
                write(type, Reflection.value((Record) value, value.getClass().getRecordComponents()[0]));
            case XdrType.Struct struct when value instanceof Record record -> whole(struct, record);
            case XdrType.Struct(String name, List<Field> fields)
            when fields.size() == 1 -> write(fields.getFirst().type(), value);
            case XdrType.Union union when value instanceof Record record -> whole(union, record);
            case XdrType.Struct(String name, List<Field> fields) -> throw new AssertionError(name + " is no " + value);
            case XdrType.Union union -> throw new AssertionError(union.name() + " is no " + value);
            default -> simple(type, value instanceof Record record ? sole(record) : value);
        }
    }

    private @Nullable Object sole(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        if (components.length == 0) {
            return null;
        }
        if (components.length > 1) {
            throw new AssertionError(record + " has several components where the specification has one value");
        }
        Object value = viewed(Reflection.value(record, components[0]));
        return value instanceof Record inner ? sole(inner) : value;
    }

    private Object viewed(@Nullable Object value) {
        if (value == null) {
            throw new AssertionError("null where the specification has no option");
        }
        XdrSpecification.View<?, ?> view = specification.view(value.getClass());
        return view == null ? value : view.recordOf(value);
    }

    private void whole(XdrType type, Record record) {
        List<String> used = new ArrayList<>();
        members(type, record, used);
        List<String> components = Arrays.stream(record.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        if (!used.equals(components)) {
            throw new AssertionError(
                    record.getClass() + " has the components " + components + ", the specification " + used);
        }
    }

    /** Writes what the record has, of which the type may be only a part. */
    private void members(XdrType declared, Record record, List<String> used) {
        switch (specification.resolve(declared)) {
            case XdrType.Struct struct -> struct.fields().forEach(field -> member(field, record, used));
            case XdrType.Union union -> union(union, record, used);
            case XdrType other ->
                throw new AssertionError(record.getClass() + " lacks a component for " + other + " after " + used);
        }
    }

    private void member(Field field, Record record, List<String> used) {
        RecordComponent component = Reflection.component(record.getClass(), Naming.camelCase(field.name()));
        if (component == null) {
            members(field.type(), record, used);
        } else {
            used.add(component.getName());
            write(field.type(), Reflection.value(record, component));
        }
    }

    private void union(XdrType.Union union, Record record, List<String> used) {
        String label = label(union, record, used);
        if (specification.resolve(union.discriminant().type()) instanceof XdrType.Enumeration numbers) {
            out.writeInt(number(numbers, label));
        } else {
            out.writeInt(Integer.parseInt(label));
        }
        Field arm = union.arm(label);
        if (!(arm.type() instanceof XdrType.Empty)) {
            member(arm, record, used);
        }
    }

    private String label(XdrType.Union union, Record record, List<String> used) {
        RecordComponent component = Reflection.component(
                record.getClass(), Naming.camelCase(union.discriminant().name()));
        if (component == null) {
            return Unions.labelOf(specification, union, record.getClass());
        }
        used.add(component.getName());
        Object value = Reflection.value(record, component);
        return value instanceof Enum<?> constant
                ? Unions.labelOf(specification, union, constant)
                : String.valueOf(value);
    }

    private static int number(XdrType.Enumeration type, String label) {
        Integer number = type.numbers().get(label);
        if (number == null) {
            throw new AssertionError(type.name() + " has no " + label);
        }
        return number;
    }

    private void option(XdrType.Option option, @Nullable Object value) {
        XdrType.Struct element = specification.listed(option);
        Object held = value instanceof Record record && element != null ? sole(record) : value;
        if (held instanceof List<?> list && element != null) {
            list.forEach(each -> {
                out.writeBoolean(true);
                write(element, each);
            });
            out.writeBoolean(false);
            return;
        }
        Object present = held instanceof Optional<?> optional ? optional.orElse(null) : held;
        out.writeBoolean(present != null);
        if (present != null) {
            write(option.element(), present);
        }
    }

    private void simple(XdrType type, @Nullable Object value) {
        switch (type) {
            case XdrType.Empty() -> {
                if (value != null) {
                    throw new AssertionError("void is no " + value);
                }
            }
            case XdrType.Int() -> out.writeInt(((Number) present(value)).intValue());
            case XdrType.Hyper() -> out.writeLong(((Number) present(value)).longValue());
            case XdrType.Bool() -> out.writeBoolean((Boolean) present(value));
            case XdrType.Enumeration numbers -> out.writeInt(enumerated(numbers, present(value)));
            case XdrType.FixedOpaque(int length) -> out.writeFixedOpaque(sized(present(value), length, length));
            case XdrType.VariableOpaque(int max) -> out.writeOpaque(sized(present(value), 0, max));
            case XdrType.Text(int max) -> out.writeOpaque(sized(present(value), 0, max));
            case XdrType.FixedArray(XdrType element, int length) -> elements(element, present(value), length);
            case XdrType.VariableArray(XdrType element, int max) -> {
                out.writeInt(((List<?>) present(value)).size());
                elements(element, present(value), ((List<?>) present(value)).size());
            }
            case XdrType.Option o -> throw new AssertionError(o);
            case XdrType.Struct s -> throw new AssertionError(s);
            case XdrType.Union u -> throw new AssertionError(u);
            case XdrType.Named n -> throw new AssertionError(n);
        }
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new AssertionError("a record without components where the specification has a value");
        }
        return value;
    }

    private static int enumerated(XdrType.Enumeration numbers, Object value) {
        return value instanceof Enum<?> constant
                ? number(numbers, Unions.labelOf(numbers, constant))
                : ((Number) value).intValue();
    }

    private void elements(XdrType element, Object value, int count) {
        List<?> list = (List<?>) value;
        if (list.size() != count) {
            throw new AssertionError(list.size() + " elements, not " + count);
        }
        list.forEach(each -> write(element, each));
    }

    private static Opaque sized(Object value, int min, int max) {
        Opaque bytes = switch (value) {
            case Opaque opaque -> opaque;
            case ByteBuffer buffer -> Opaque.of(buffer.duplicate());
            case byte[] array -> Opaque.of(array);
            case Name name -> Opaque.of(name.toBytes());
            case String text -> Opaque.of(text.getBytes(StandardCharsets.UTF_8));
            case Long number -> Opaque.ofLong(number);
            default -> throw new AssertionError("no bytes: " + value.getClass());
        };
        if (bytes.length() < min || bytes.length() > max) {
            throw new AssertionError(bytes.length() + " bytes, not " + Map.entry(min, max));
        }
        return bytes;
    }
}
