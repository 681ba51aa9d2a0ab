package dev.cleat.specification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type of RFC 4506's language. */
sealed interface XdrType {
    /** Nothing at all. */
    record Empty() implements XdrType {}

    /** Four bytes, signed or not. */
    record Int() implements XdrType {}

    /** Eight bytes, signed or not. */
    record Hyper() implements XdrType {}

    record Bool() implements XdrType {}

    /** {@code opaque name[length]}. */
    record FixedOpaque(int length) implements XdrType {}

    /** {@code opaque name<max>}. */
    record VariableOpaque(int max) implements XdrType {}

    /** {@code string name<max>}. */
    record Text(int max) implements XdrType {}

    /** {@code type name[length]}. */
    record FixedArray(XdrType element, int length) implements XdrType {}

    /** {@code type name<max>}. */
    record VariableArray(XdrType element, int max) implements XdrType {}

    /** {@code type *name}, or a union over a boolean that holds something only when it is true. */
    record Option(XdrType element) implements XdrType {}

    /** A name that may be defined further below. */
    record Named(String name) implements XdrType {}

    record Enumeration(String name, Map<String, Integer> numbers) implements XdrType {}

    record Struct(String name, List<Field> fields) implements XdrType {}

    /**
     * @param otherwise the default arm
     */
    record Union(
            String name,
            Field discriminant,
            Map<String, Field> arms,
            @Nullable Field otherwise) implements XdrType {
        public Union {
            arms = new LinkedHashMap<>(arms);
        }

        Field arm(String label) {
            Field arm = arms.getOrDefault(label, otherwise);
            if (arm == null) {
                throw new AssertionError(name + " has no case " + label);
            }
            return arm;
        }
    }

    /** A member, by the name that it has in the file. */
    record Field(String name, XdrType type) {}
}
