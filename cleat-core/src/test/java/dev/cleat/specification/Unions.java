package dev.cleat.specification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which case of a union a record stands for, and which enumerator a constant. */
final class Unions {
    private Unions() {}

    static String labelOf(XdrType.Enumeration type, Enum<?> constant) {
        if (constant.getDeclaringClass().getEnumConstants().length
                != type.numbers().size()) {
            throw new AssertionError(constant.getDeclaringClass() + " has other constants than " + type);
        }
        return sole(
                constant,
                type.numbers().keySet().stream()
                        .filter(label -> Naming.matches(label, constant))
                        .toList());
    }

    static String labelOf(XdrSpecification specification, XdrType.Union union, Enum<?> constant) {
        if (specification.resolve(union.discriminant().type()) instanceof XdrType.Enumeration numbers) {
            return labelOf(numbers, constant);
        }
        throw new AssertionError(union.name() + " is not discriminated by an enum");
    }

    /** For a record without the discriminant as a component: the case with its name, or with its number if that is all. */
    static String labelOf(XdrSpecification specification, XdrType.Union union, Class<?> record) {
        List<String> explicit = List.copyOf(union.arms().keySet());
        if (isNumbered(specification, union) && explicit.size() == 1) {
            return explicit.getFirst();
        }
        return sole(record.getSimpleName(), named(labels(specification, union), record));
    }

    /** For a record with the discriminant as a component: all cases that it stands for; none are named for a number. */
    static List<String> labelsOf(XdrSpecification specification, XdrType.Union union, Class<?> record) {
        if (isNumbered(specification, union)) {
            return List.of();
        }
        List<String> labels = labels(specification, union);
        List<String> rest = new ArrayList<>(labels);
        Reflection.siblings(record).forEach(sibling -> rest.removeAll(named(labels, sibling)));
        if (union.otherwise() == null) {
            rest.retainAll(union.arms().keySet());
        }
        return rest;
    }

    static boolean isNumbered(XdrSpecification specification, XdrType.Union union) {
        return specification.resolve(union.discriminant().type()) instanceof XdrType.Int;
    }

    /** The constant of a class of enums that stands for a label. */
    static Enum<?> constant(Class<?> type, String label) {
        return sole(
                label,
                Arrays.stream(type.getEnumConstants())
                        .map(each -> (Enum<?>) each)
                        .filter(each -> Naming.matches(label, each))
                        .toList());
    }

    private static List<String> labels(XdrSpecification specification, XdrType.Union union) {
        return switch (specification.resolve(union.discriminant().type())) {
            case XdrType.Enumeration numbers -> List.copyOf(numbers.numbers().keySet());
            case XdrType.Int() -> List.copyOf(union.arms().keySet());
            case XdrType other -> throw new AssertionError(union.name() + " is discriminated by " + other);
        };
    }

    private static List<String> named(List<String> labels, Class<?> record) {
        String name = Naming.constantCase(record.getSimpleName());
        return labels.stream().filter(label -> Naming.matches(label, name)).toList();
    }

    private static <T> T sole(Object sought, List<T> found) {
        if (found.size() != 1) {
            throw new AssertionError(sought + " corresponds to " + found);
        }
        return found.getFirst();
    }
}
