package dev.cleat.archive;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an extended header of a tar file says of the entries behind it (POSIX.1-2001, pax): {@code LENGTH KEY=VALUE\n}. */
final class PaxRecords {
    private final Map<String, byte[]> values;

    PaxRecords(Map<String, byte[]> values) {
        this.values = values;
    }

    /** These, with the records of a header added. An empty value takes back what was said before. */
    PaxRecords with(byte[] header) throws ArchiveException {
        Map<String, byte[]> all = new HashMap<>(values);
        int at = 0;
        while (at < header.length && header[at] != 0) {
            int space = indexOf(header, at, ' ');
            int end = at + length(header, at, space);
            int equals = indexOf(header, space, '=');
            if (space < 0 || end > header.length || end <= space || equals < 0 || equals >= end) {
                throw new ArchiveException("an extended header makes no sense");
            }
            String key = new String(header, space + 1, equals - space - 1, StandardCharsets.UTF_8);
            byte[] value = new byte[Math.max(0, end - equals - 2)];
            System.arraycopy(header, equals + 1, value, 0, value.length);
            all.put(key, value);
            at = end;
        }
        all.values().removeIf(value -> value.length == 0);
        return new PaxRecords(all);
    }

    byte @Nullable [] bytes(String key) {
        return values.get(key);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    long number(String key, long other) throws ArchiveException {
        String text = text(key);
        try {
            return text == null ? other : new BigDecimal(text).longValue();
        } catch (NumberFormatException e) {
            throw new ArchiveException("an extended header has no number where one should be");
        }
    }

    Instant time(String key, Instant other) throws ArchiveException {
        String text = text(key);
        try {
            return text == null ? other : instant(new BigDecimal(text));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new ArchiveException("an extended header has no time where one should be");
        }
    }

    private static Instant instant(BigDecimal seconds) {
        long whole = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }

    /** Numbers that nobody means are not even read: a million digits take minutes. */
    private @Nullable String text(String key) throws ArchiveException {
        byte[] value = values.get(key);
        if (value != null && value.length > 40) {
            throw new ArchiveException("an extended header has a number of " + value.length + " digits");
        }
        return value == null ? null : new String(value, StandardCharsets.US_ASCII);
    }

    private static int length(byte[] header, int from, int to) {
        int length = 0;
        for (int i = from; i < to && i < from + 9; i++) {
            length = length * 10 + (header[i] - '0');
        }
        return Math.max(0, length);
    }

    private static int indexOf(byte[] header, int from, char wanted) {
        for (int i = Math.max(0, from); i < header.length; i++) {
            if (header[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
