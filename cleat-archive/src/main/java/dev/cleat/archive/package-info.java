/**
 * Zip and tar archives as file systems. What an archive holds is indexed once, when it is opened, into some 130 bytes of heap
 * for each entry; contents stay where they are. {@link dev.cleat.archive.ArchiveVfs} is the door; behind it, in the order of
 * a call: {@code Catalog} knows what there is, {@code OpenArchive} where its bytes are, {@code UnpackedStream} reads what is
 * compressed at any offset.
 */
@NullMarked
package dev.cleat.archive;

import org.jspecify.annotations.NullMarked;
