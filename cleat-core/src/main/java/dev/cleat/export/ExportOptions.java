package dev.cleat.export;

import java.util.List;

/**
 * The rules of an export.
 *
 * @param readOnly nothing can be changed
 * @param squash whose identity is replaced by the anonymous one
 * @param anonymousUid unsigned
 * @param anonymousGid unsigned
 * @param clients who may come in; none means nobody
 * @param privilegedPorts only calls from ports below 1024 are served
 * @param metadataSync changes of names and attributes are durable before they are answered (RFC 1813 §4.7)
 * @param hostWrites others write to the same files: attributes before a change are left out of answers
 * @param shortNumbers file numbers and cookies of listings stay below 2^31, for clients whose programs keep no more; two files
 *     may then have the same number
 */
public record ExportOptions(
        boolean readOnly,
        Squash squash,
        int anonymousUid,
        int anonymousGid,
        List<ClientRule> clients,
        boolean privilegedPorts,
        boolean metadataSync,
        boolean hostWrites,
        boolean shortNumbers) {

    /** "nobody" of most systems: what 16-bit identities call -2. */
    public static final int NOBODY = 65534;

    /** Read and write, the superuser squashed, this machine's clients only, durable. */
    public static final ExportOptions DEFAULT = new ExportOptions(
            false, Squash.ROOT, NOBODY, NOBODY, List.of(new ClientRule.Loopback()), false, true, false, false);

    public ExportOptions {
        clients = List.copyOf(clients);
    }

    public ExportOptions withReadOnly(boolean value) {
        return new ExportOptions(
                value,
                squash,
                anonymousUid,
                anonymousGid,
                clients,
                privilegedPorts,
                metadataSync,
                hostWrites,
                shortNumbers);
    }

    public ExportOptions withSquash(Squash value) {
        return new ExportOptions(
                readOnly,
                value,
                anonymousUid,
                anonymousGid,
                clients,
                privilegedPorts,
                metadataSync,
                hostWrites,
                shortNumbers);
    }

    public ExportOptions withAnonymous(int uid, int gid) {
        return new ExportOptions(
                readOnly, squash, uid, gid, clients, privilegedPorts, metadataSync, hostWrites, shortNumbers);
    }

    public ExportOptions withClients(List<ClientRule> value) {
        return new ExportOptions(
                readOnly,
                squash,
                anonymousUid,
                anonymousGid,
                value,
                privilegedPorts,
                metadataSync,
                hostWrites,
                shortNumbers);
    }

    public ExportOptions withPrivilegedPorts(boolean value) {
        return new ExportOptions(
                readOnly, squash, anonymousUid, anonymousGid, clients, value, metadataSync, hostWrites, shortNumbers);
    }

    public ExportOptions withMetadataSync(boolean value) {
        return new ExportOptions(
                readOnly,
                squash,
                anonymousUid,
                anonymousGid,
                clients,
                privilegedPorts,
                value,
                hostWrites,
                shortNumbers);
    }

    public ExportOptions withHostWrites(boolean value) {
        return new ExportOptions(
                readOnly,
                squash,
                anonymousUid,
                anonymousGid,
                clients,
                privilegedPorts,
                metadataSync,
                value,
                shortNumbers);
    }

    public ExportOptions withShortNumbers(boolean value) {
        return new ExportOptions(
                readOnly,
                squash,
                anonymousUid,
                anonymousGid,
                clients,
                privilegedPorts,
                metadataSync,
                hostWrites,
                value);
    }
}
