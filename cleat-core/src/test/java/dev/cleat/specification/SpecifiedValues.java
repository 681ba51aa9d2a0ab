package dev.cleat.specification;

import dev.cleat.specification.XdrType.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes random values of message classes that keep every bound of the specification. */
final class SpecifiedValues {
    private static final int MAX_ELEMENTS = 4;
    private static final int ATTEMPTS = 1000;

    private final XdrSpecification specification;
    private final RandomGenerator random;
    private final SimpleValues simple;

    SpecifiedValues(XdrSpecification specification, RandomGenerator random) {
        this.specification = specification;
        this.random = random;
        this.simple = new SimpleValues(random);
    }

    Object value(XdrType type, Class<?> javaType) {
        Object value = any(type, javaType);
        if (value == null) {
            throw new AssertionError(javaType + " is an option");
        }
        return value;
    }

    private @Nullable Object any(XdrType declared, Type javaType) {
        if (specification.isClamped(declared)) {
            return random.nextInt(Integer.MAX_VALUE);
        }
        XdrType type = specification.resolve(declared);
        Class<?> raw =
                javaType instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) javaType;
        XdrSpecification.View<?, ?> view = specification.view(raw);
        return switch (type) {
            case XdrType.Option option -> option(option, javaType, raw);
            case XdrType any when view != null -> view.valueOf(value(type, view.as()));
            case XdrType.Struct(String name, List<Field> fields)
            when !raw.isRecord() && fields.size() == 1 -> any(fields.getFirst().type(), javaType);
            case XdrType.Struct(String name, List<Field> fields)
            when Reflection.wraps(raw, fields) -> single(type, raw);
            case XdrType.Struct struct -> record(struct, oneOf(Reflection.records(raw)));
            case XdrType.Union union -> union(union, oneOf(Reflection.records(raw)));
            case XdrType any when raw.isRecord() -> single(any, raw);
            case XdrType.FixedArray(XdrType element, int length) -> list(element, javaType, length);
            case XdrType.VariableArray(XdrType element, int max) ->
                list(element, javaType, random.nextInt(Math.min(max, MAX_ELEMENTS) + 1));
            case XdrType any -> simple.value(any, raw);
        };
    }

    private @Nullable Object option(XdrType.Option option, Type javaType, Class<?> raw) {
        XdrType.Struct element = specification.listed(option);
        if (element != null && raw.isRecord()) {
            return single(option, raw);
        }
        if (element != null && raw == List.class) {
            return list(element, javaType, random.nextInt(MAX_ELEMENTS + 1));
        }
        boolean present = random.nextInt(4) > 0;
        if (raw == Optional.class) {
            return present ? Optional.ofNullable(any(option.element(), parameter(javaType))) : Optional.empty();
        }
        return present ? any(option.element(), javaType) : null;
    }

    private List<Object> list(XdrType element, Type javaType, int size) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object each = any(element, parameter(javaType));
            if (each != null) {
                list.add(each);
            }
        }
        return List.copyOf(list);
    }

    private static Type parameter(Type javaType) {
        return ((ParameterizedType) javaType).getActualTypeArguments()[0];
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A record whose only component is all there is. */
    private Object single(XdrType type, Class<?> record) {
        return created(record, component -> any(type, component.getGenericType()));
    }

    private Object record(XdrType.Struct struct, Class<?> record) {
        return created(record, component -> {
            XdrType type = find(struct, component.getName());
            if (type == null) {
                throw new AssertionError(struct.name() + " has no member for " + component);
            }
            return any(type, component.getGenericType());
        });
    }

    private @Nullable XdrType find(XdrType.Struct struct, String name) {
        for (Field field : struct.fields()) {
            if (Naming.camelCase(field.name()).equals(name)) {
                return field.type();
            }
        }
        for (Field field : struct.fields()) {
            XdrType inner =
                    specification.resolve(field.type()) instanceof XdrType.Struct nested ? find(nested, name) : null;
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    private Object union(XdrType.Union union, Class<?> record) {
        XdrSpecification.View<?, ?> view = specification.view(record);
        return view == null ? unviewed(union, record) : view.valueOf(unviewed(union, view.as()));
    }

    private Object unviewed(XdrType.Union union, Class<?> record) {
        String discriminant = Naming.camelCase(union.discriminant().name());
        RecordComponent holder = Reflection.component(record, discriminant);
        String label = holder == null ? Unions.labelOf(specification, union, record) : anyLabel(union, record);
        Field arm = union.arm(label);
        return created(record, component -> {
            if (component.getName().equals(discriminant)) {
                return component.getType().isEnum()
                        ? Unions.constant(component.getType(), label)
                        : Integer.valueOf(label);
            }
            if (component.getName().equals(Naming.camelCase(arm.name()))) {
                return any(arm.type(), component.getGenericType());
            }
            XdrType type = specification.resolve(arm.type()) instanceof XdrType.Struct struct
                    ? find(struct, component.getName())
                    : null;
            if (type == null) {
                throw new AssertionError(union.name() + " has nothing for " + component + " in case " + label);
            }
            return any(type, component.getGenericType());
        });
    }

    private String anyLabel(XdrType.Union union, Class<?> record) {
        if (!Unions.isNumbered(specification, union)) {
            return oneOf(Unions.labelsOf(specification, union, record));
        }
        String label;
        do {
            label = String.valueOf(random.nextInt());
        } while (union.arms().containsKey(label));
        return label;
    }

    private interface Component {
        @Nullable Object value(RecordComponent component);
    }

    private Object created(Class<?> record, Component values) {
        RecordComponent[] components = record.getRecordComponents();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                arguments[i] = values.value(components[i]);
            }
            Object made = Reflection.create(record, arguments);
            if (made != null) {
                return made;
            }
        }
        throw new AssertionError(record + " accepts nothing");
    }
}
