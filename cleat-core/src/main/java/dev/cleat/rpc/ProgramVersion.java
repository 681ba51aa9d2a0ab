package dev.cleat.rpc;

/**
 * One version of a program (RFC 5531 §8.1).
 *
 * @param program the number that IANA keeps
 * @param version unsigned
 * @param name for logs and metrics, such as {@code nfs3}
 */
public record ProgramVersion(int program, int version, String name) {}
