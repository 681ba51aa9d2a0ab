package dev.cleat.cli;

import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names that programs of this family go by, as in {@code /etc/rpc}. */
final class ProgramNames implements ITypeConverter<Integer> {
    private static final Map<Integer, String> NAMES = Map.of(
            100000, "portmapper",
            100003, "nfs",
            100005, "mountd",
            100021, "nlockmgr",
            100024, "status",
            100227, "nfs_acl");

    /** A dash where there is none. */
    static String of(int program) {
        return NAMES.getOrDefault(program, "-");
    }

    @Override
    public Integer convert(String value) {
        for (Map.Entry<Integer, String> known : NAMES.entrySet()) {
            if (known.getValue().equals(value)) {
                return known.getKey();
            }
        }
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + value + "\" is neither a number nor a program known by name");
        }
    }
}
