package dev.cleat.cli;

/**
 * How a program of the system ended.
 *
 * @param output what it printed, errors among it
 */
record Outcome(int status, String output) {
    boolean isDone() {
        return status == 0;
    }
}
