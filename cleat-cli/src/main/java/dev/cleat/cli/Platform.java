package dev.cleat.cli;

/** The systems whose own tools are run here. */
enum Platform {
    LINUX,
    MACOS,
    WINDOWS,
    OTHER;

    /**
     * @param name as the property {@code os.name} has it
     */
    static Platform of(String name) {
        if (name.startsWith("Windows")) {
            return WINDOWS;
        }
        if (name.startsWith("Mac")) {
            return MACOS;
        }
        return name.equals("Linux") ? LINUX : OTHER;
    }

    static Platform current() {
        return of(System.getProperty("os.name"));
    }
}
