package dev.cleat.specification;

import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Random numbers, texts and bytes, with a liking for the ends of their ranges. */
final class SimpleValues {
    private static final int MAX_LENGTH = 40;
    private static final String LETTERS = "abcXYZ019._- /~üß€😀";

    private final RandomGenerator random;

    SimpleValues(RandomGenerator random) {
        this.random = random;
    }

    Object value(XdrType type, Class<?> javaType) {
        return switch (type) {
            case XdrType.Int() when javaType == long.class -> Integer.toUnsignedLong(anyInt());
            case XdrType.Int() -> anyInt();
            case XdrType.Hyper() -> anyLong();
            case XdrType.Bool() -> random.nextBoolean();
            case XdrType.Enumeration numbers -> enumerator(numbers, javaType);
            case XdrType.FixedOpaque(int length) -> bytes(length, javaType);
            case XdrType.VariableOpaque(int max) -> bytes(length(max), javaType);
            case XdrType.Text(int max) when javaType == String.class -> text(max);
            case XdrType.Text(int max) -> bytes(length(max), javaType);
            default -> throw new AssertionError("no " + javaType + " for " + type);
        };
    }

    private int anyInt() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Integer.MAX_VALUE;
            case 3 -> Integer.MIN_VALUE;
            default -> random.nextInt();
        };
    }

    private long anyLong() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Long.MAX_VALUE;
            case 3 -> Long.MIN_VALUE;
            default -> random.nextLong();
        };
    }

    private int length(int max) {
        int limit = Math.min(max, MAX_LENGTH);
        return max <= 1024 && random.nextInt(8) == 0 ? max : random.nextInt(limit + 1);
    }

    private Object enumerator(XdrType.Enumeration numbers, Class<?> javaType) {
        if (javaType.isEnum()) {
            Object[] constants = javaType.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        Object[] values = numbers.numbers().values().toArray();
        return values[random.nextInt(values.length)];
    }

    private String text(int max) {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        int length = length(max);
        int bytes = 0;
        while (bytes < length) {
            String letter = Character.toString(letters[random.nextInt(letters.length)]);
            bytes += letter.getBytes(StandardCharsets.UTF_8).length;
            text.append(bytes <= max ? letter : "");
        }
        return text.toString();
    }

    private Object bytes(int length, Class<?> javaType) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        if (javaType == Opaque.class) {
            return Opaque.of(bytes);
        }
        if (javaType == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes);
        }
        if (javaType == Name.class) {
            return Name.of(bytes);
        }
        if (javaType == long.class && length == Long.BYTES) {
            return random.nextLong();
        }
        throw new AssertionError("no bytes in " + javaType);
    }
}
