package dev.cleat.specification;

import dev.cleat.specification.XdrType.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the language of RFC 4506 §6.3 with the programs of RFC 5531 §12, as far as our files use it. */
final class XdrParser {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("-?\\w+|\\S");

    final Map<String, XdrType> types = new HashMap<>();
    final List<SpecifiedProcedure> procedures = new ArrayList<>();
    private final Map<String, Integer> constants = new HashMap<>(Map.of("TRUE", 1, "FALSE", 0));
    private final List<String> tokens;
    private int next;

    XdrParser(String text) {
        this.tokens = TOKEN.matcher(COMMENT.matcher(text).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    void parse() {
        while (next < tokens.size()) {
            String keyword = take();
            switch (keyword) {
                case "const" -> constant();
                case "enum" -> enumeration();
                case "struct" -> struct();
                case "union" -> union();
                case "typedef" -> define(declaration());
                case "program" -> program();
                default -> throw new AssertionError("no definition begins with " + keyword);
            }
            expect(";");
        }
    }

    private void constant() {
        String name = take();
        expect("=");
        constants.put(name, number());
    }

    private void enumeration() {
        String name = take();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        expect("{");
        do {
            String label = take();
            expect("=");
            int number = number();
            numbers.put(label, number);
            constants.put(label, number);
        } while (accept(","));
        expect("}");
        types.put(name, new XdrType.Enumeration(name, numbers));
    }

    private void struct() {
        String name = take();
        List<Field> fields = new ArrayList<>();
        expect("{");
        while (!accept("}")) {
            fields.add(declaration());
            expect(";");
        }
        types.put(name, new XdrType.Struct(name, fields));
    }

    private void union() {
        String name = take();
        expect("switch");
        expect("(");
        Field discriminant = declaration();
        expect(")");
        expect("{");
        Map<String, Field> arms = new LinkedHashMap<>();
        Field otherwise = null;
        List<String> labels = new ArrayList<>();
        while (!accept("}")) {
            boolean isDefault = accept("default");
            if (!isDefault) {
                expect("case");
                labels.add(take());
            }
            expect(":");
            if (tokens.get(next).equals("case")) {
                continue;
            }
            Field arm = declaration();
            expect(";");
            if (isDefault) {
                otherwise = arm;
            }
            labels.forEach(label -> arms.put(label, arm));
            labels.clear();
        }
        types.put(name, simplified(new XdrType.Union(name, discriminant, arms, otherwise)));
    }

    /** A union over a boolean is an option. */
    private static XdrType simplified(XdrType.Union union) {
        if (!(union.discriminant().type() instanceof XdrType.Bool)) {
            return union;
        }
        if (!(union.arm("FALSE").type() instanceof XdrType.Empty)) {
            throw new AssertionError(union.name() + " holds something when false");
        }
        return new XdrType.Option(union.arm("TRUE").type());
    }

    private void program() {
        String name = take();
        List<SpecifiedProcedure> mine = new ArrayList<>();
        expect("{");
        while (!accept("}")) {
            expect("version");
            mine.addAll(version());
            expect(";");
        }
        expect("=");
        int number = number();
        constants.put(name, number);
        mine.forEach(procedure -> procedures.add(procedure.in(number)));
    }

    private List<SpecifiedProcedure> version() {
        String name = take();
        List<SpecifiedProcedure> mine = new ArrayList<>();
        expect("{");
        while (!accept("}")) {
            XdrType results = type();
            String procedure = take();
            expect("(");
            XdrType arguments = type();
            expect(")");
            expect("=");
            mine.add(new SpecifiedProcedure(0, 0, number(), procedure, arguments, results));
            expect(";");
        }
        expect("=");
        int number = number();
        constants.put(name, number);
        return mine.stream().map(procedure -> procedure.inVersion(number)).toList();
    }

    private void define(Field declared) {
        types.put(declared.name(), declared.type());
    }

    private Field declaration() {
        String keyword = tokens.get(next);
        if (keyword.equals("opaque") || keyword.equals("string")) {
            next++;
            String name = take();
            boolean fixed = accept("[");
            if (!fixed) {
                expect("<");
            }
            int size = sizeUntil(fixed ? "]" : ">");
            return new Field(name, bytes(keyword, fixed, size));
        }
        XdrType type = type();
        if (type instanceof XdrType.Empty) {
            return new Field("", type);
        }
        if (accept("*")) {
            return new Field(take(), new XdrType.Option(type));
        }
        String name = take();
        if (accept("[")) {
            return new Field(name, new XdrType.FixedArray(type, sizeUntil("]")));
        }
        if (accept("<")) {
            return new Field(name, new XdrType.VariableArray(type, sizeUntil(">")));
        }
        return new Field(name, type);
    }

    private static XdrType bytes(String keyword, boolean fixed, int size) {
        if (keyword.equals("string")) {
            return new XdrType.Text(size);
        }
        return fixed ? new XdrType.FixedOpaque(size) : new XdrType.VariableOpaque(size);
    }

    private XdrType type() {
        String name = take();
        return switch (name) {
            case "void" -> new XdrType.Empty();
            case "bool" -> new XdrType.Bool();
            case "int" -> new XdrType.Int();
            case "hyper" -> new XdrType.Hyper();
            case "unsigned" -> accept("hyper") ? new XdrType.Hyper() : unsigned();
            default -> new XdrType.Named(name);
        };
    }

    private XdrType unsigned() {
        accept("int");
        return new XdrType.Int();
    }

    private int sizeUntil(String bracket) {
        if (accept(bracket)) {
            return Integer.MAX_VALUE;
        }
        int size = number();
        expect(bracket);
        return size;
    }

    private int number() {
        String token = take();
        Integer constant = constants.get(token);
        return constant != null ? constant : Long.decode(token).intValue();
    }

    private String take() {
        return tokens.get(next++);
    }

    private boolean accept(String token) {
        boolean there = tokens.get(next).equals(token);
        if (there) {
            next++;
        }
        return there;
    }

    private void expect(String token) {
        String found = take();
        if (!found.equals(token)) {
            String before = String.join(" ", tokens.subList(Math.max(0, next - 8), next));
            throw new AssertionError(token + " expected at the end of: " + before);
        }
    }
}
