package dev.cleat.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours, and the Java and system that run it, because support starts with them. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "cleat %s (Java %s, %s)".formatted(number(), Runtime.version(), System.getProperty("os.name"))
        };
    }

    /** The module knows it; on the class path, where there is no module, the jar's manifest does. */
    private static String number() {
        Optional<String> module = Optional.ofNullable(Version.class.getModule().getDescriptor())
                .flatMap(descriptor -> descriptor.rawVersion());
        return module.or(() -> Optional.ofNullable(Version.class.getPackage().getImplementationVersion()))
                .orElse("development");
    }
}
