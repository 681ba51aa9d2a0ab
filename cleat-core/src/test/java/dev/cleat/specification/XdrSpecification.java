package dev.cleat.specification;

import dev.cleat.rpc.Procedure;
import dev.cleat.specification.XdrType.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A protocol as one of our {@code .x} files defines it: a second opinion on what the message classes write.
 *
 * <p>How the two correspond:
 *
 * <ul>
 *   <li>a procedure by program, version and name; the file may prefix the name ({@code NFSPROC3_GETATTR})
 *   <li>a struct is a record: {@code obj_attributes} is the component {@code objAttributes}, and the order is the same. A
 *       member that is itself a struct may be missing in the record if its members are there instead
 *   <li>a union is a sealed interface of records. A record that has the discriminant as a component stands for all cases
 *       that no sibling is named after; {@code Ok} stands for {@code NFS3_OK}. Its components are the arm, or the members
 *       of the arm if that is a struct
 *   <li>an option is an {@link java.util.Optional}, or null; a linked list and an array are a {@link List}
 *   <li>an enum is an enum whose constants have the same names, or names that end alike; anything else is a number, text,
 *       {@link dev.cleat.xdr.Opaque}, {@link java.nio.ByteBuffer} or {@link dev.cleat.vfs.Name}; a record of a single
 *       component may stand for what it holds
 *   <li>a class that fits none of this, or leaves out what can be computed, is shown as a record by a {@link #view}
 * </ul>
 */
public final class XdrSpecification {
    private final Map<String, XdrType> types;
    private final List<SpecifiedProcedure> procedures;
    private final Map<Class<?>, View<?, ?>> views = new HashMap<>();
    private final Set<String> clamped = new HashSet<>();

    /** How a class that is not a record can be seen as one. */
    record View<T, R extends Record>(Class<R> as, Function<T, R> to, Function<R, T> from) {
        Object recordOf(Object value) {
            @SuppressWarnings("unchecked")
            T typed = (T) value;
            return to.apply(typed);
        }

        Object valueOf(Object made) {
            return from.apply(as.cast(made));
        }
    }

    private XdrSpecification(XdrParser parsed) {
        this.types = Map.copyOf(parsed.types);
        this.procedures = List.copyOf(parsed.procedures);
    }

    /** Reads a resource beside the class. */
    public static XdrSpecification of(Class<?> beside, String resource) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(resource), resource)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static XdrSpecification parse(String text) {
        XdrParser parser = new XdrParser(text);
        parser.parse();
        return new XdrSpecification(parser);
    }

    /** Has objects of a class looked at as records, for classes that other modules own. */
    public <T, R extends Record> XdrSpecification view(
            Class<T> type, Class<R> as, Function<T, R> to, Function<R, T> from) {
        views.put(type, new View<>(as, to, from));
        return this;
    }

    /** Names types of counts whose readers take numbers above 2^31-1 for 2^31-1. */
    public XdrSpecification clamp(String... names) {
        clamped.addAll(List.of(names));
        return this;
    }

    boolean isClamped(XdrType type) {
        return type instanceof XdrType.Named(String name) && clamped.contains(name);
    }

    List<SpecifiedProcedure> procedures() {
        return procedures;
    }

    /** The line of the file that defines this procedure. */
    SpecifiedProcedure procedure(Procedure<?, ?> procedure) {
        return procedures.stream()
                .filter(each -> each.describes(procedure))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the specification has no " + procedure));
    }

    /** The type with this name, or the type itself. */
    XdrType resolve(XdrType type) {
        XdrType resolved = type;
        while (resolved instanceof XdrType.Named(String name)) {
            resolved = types.get(name);
            if (resolved == null) {
                throw new AssertionError("the specification does not define " + name);
            }
        }
        return resolved;
    }

    @Nullable View<?, ?> view(Class<?> type) {
        return views.get(type);
    }

    /** The struct of a linked list's elements without its link, if that is what the option begins; else null. */
    XdrType.@Nullable Struct listed(XdrType.Option option) {
        if (!(resolve(option.element()) instanceof XdrType.Struct struct)) {
            return null;
        }
        List<Field> fields = struct.fields();
        boolean links = resolve(fields.getLast().type()) instanceof XdrType.Option link
                && resolve(link.element()).equals(struct);
        return links ? new XdrType.Struct(struct.name(), fields.subList(0, fields.size() - 1)) : null;
    }
}
