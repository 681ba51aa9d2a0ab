package dev.cleat.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours, and the Java that runs it, because support starts with both. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "cleat %s (Java %s, %s)".formatted(number(), Runtime.version(), System.getProperty("os.name"))
        };
    }

    private static String number() {
        return Main.class.getModule().getDescriptor().rawVersion().orElse("development");
    }
}
