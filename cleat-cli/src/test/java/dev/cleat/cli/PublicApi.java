package dev.cleat.cli;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public face of a module as text, one line for each type and member, in an order that depends on names alone. */
final class PublicApi {
    private final ModuleReference module;
    private final List<String> lines = new ArrayList<>();

    private PublicApi(ModuleReference module) {
        this.module = module;
    }

    static List<String> of(ModuleReference module) throws IOException, ClassNotFoundException {
        PublicApi api = new PublicApi(module);
        for (String name : api.classesOfExportedPackages()) {
            Class<?> type = Class.forName(name, false, PublicApi.class.getClassLoader());
            if (visibleFromOutside(type)) {
                api.describe(type);
            }
        }
        return api.lines;
    }

    private List<String> classesOfExportedPackages() throws IOException {
        List<String> packages = module.descriptor().exports().stream()
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .toList();
        try (ModuleReader reader = module.open();
                Stream<String> entries = reader.list()) {
            return entries.filter(entry -> entry.endsWith(".class") && entry.contains("/"))
                    .map(entry -> entry.substring(0, entry.length() - ".class".length())
                            .replace('/', '.'))
                    .filter(name -> packages.contains(name.substring(0, name.lastIndexOf('.'))))
                    .filter(name -> !name.endsWith(".package-info"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean visibleFromOutside(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if ((each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0 || each.isAnonymousClass()) {
                return false;
            }
        }
        return true;
    }

    private void describe(Class<?> type) {
        lines.add("");
        lines.add(deprecated(type) + type.toGenericString() + superclass(type) + interfaces(type) + permitted(type));
        List<String> members = new ArrayList<>();
        for (var field : type.getDeclaredFields()) {
            add(members, field, field.toGenericString());
        }
        for (var constructor : type.getDeclaredConstructors()) {
            add(members, constructor, constructor.toGenericString());
        }
        for (var method : type.getDeclaredMethods()) {
            if (!method.isBridge() && !isImplied(type, method)) {
                add(members, method, method.toGenericString());
            }
        }
        members.stream().sorted().forEach(lines::add);
    }

    /** What every record and every enum has. */
    private static boolean isImplied(Class<?> type, Method method) {
        return (type.isRecord() && Set.of("equals", "hashCode", "toString").contains(method.getName()))
                || (type.isEnum() && Set.of("values", "valueOf").contains(method.getName()));
    }

    private static <M extends Member & AnnotatedElement> void add(List<String> to, M member, String text) {
        if (!member.isSynthetic() && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0) {
            to.add("    " + deprecated(member)
                    + text.replace(member.getDeclaringClass().getName() + ".", "."));
        }
    }

    private static String deprecated(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static String superclass(Class<?> type) {
        var parent = type.getGenericSuperclass();
        boolean implied = parent == null || parent == Object.class || type.isRecord() || type.isEnum();
        return implied ? "" : " extends " + parent.getTypeName();
    }

    private static String interfaces(Class<?> type) {
        Stream<String> names = Arrays.stream(type.getGenericInterfaces()).map(Type::getTypeName);
        return clause(type.isInterface() ? " extends " : " implements ", names);
    }

    private static String permitted(Class<?> type) {
        return type.isSealed()
                ? clause(
                        " permits ",
                        Arrays.stream(type.getPermittedSubclasses()).map(Class::getName))
                : "";
    }

    private static String clause(String word, Stream<String> names) {
        String all = names.collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : word + all;
    }
}
