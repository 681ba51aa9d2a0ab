package dev.cleat.specification;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records, taken apart and put together. */
final class Reflection {
    private Reflection() {}

    static @Nullable RecordComponent component(Class<?> record, String name) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    static @Nullable Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(record.getClass() + "." + component.getName(), e);
        }
    }

    /** The record with these components, or null where its constructor refuses them. */
    static @Nullable Object create(Class<?> record, Object[] values) {
        Class<?>[] types = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return null;
            }
            throw new AssertionError(record + " from " + Arrays.toString(values), e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(record.getName(), e);
        }
    }

    /** Whether a class is a record whose only component is the whole of a struct with these members. */
    static boolean wraps(Class<?> type, List<XdrType.Field> fields) {
        return type.isRecord() && type.getRecordComponents().length == 1 && fields.size() != 1;
    }

    /** The records that a class stands for: itself, or all below a sealed interface. */
    static List<Class<?>> records(Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        if (!type.isSealed()) {
            throw new AssertionError(type + " is neither a record nor sealed; show it as a record by a view");
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(each -> records(each).stream())
                .toList();
    }

    /** The records that share a sealed interface with this one, which is among them. */
    static List<Class<?>> siblings(Class<?> record) {
        return Stream.concat(
                        Stream.of(record),
                        Arrays.stream(record.getInterfaces())
                                .filter(Class::isSealed)
                                .flatMap(each -> records(each).stream()))
                .distinct()
                .toList();
    }
}
