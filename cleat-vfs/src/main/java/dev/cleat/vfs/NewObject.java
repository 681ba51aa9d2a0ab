package dev.cleat.vfs;

/** What {@link Writable#create} makes. Attributes that are given hold from the first moment at which the name is visible. */
public sealed interface NewObject {
    /** The mode defaults to 0644 (directories 0755), the owner to the caller, the group to the caller's or the directory's. */
    SetAttributes attributes();

    /** An empty file, or one of {@code attributes.size()} zeroes. */
    record RegularFile(SetAttributes attributes) implements NewObject {}

    record Directory(SetAttributes attributes) implements NewObject {}

    /**
     * @param target kept byte for byte, never followed
     */
    record SymbolicLink(Name target, SetAttributes attributes) implements NewObject {}

    /**
     * @param type a device, {@link FileType#FIFO} or {@link FileType#SOCKET}
     * @param device {@link Device#NONE} for what is not a device
     */
    record Special(FileType type, Device device, SetAttributes attributes) implements NewObject {}
}
