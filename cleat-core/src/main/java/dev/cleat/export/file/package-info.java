/**
 * From the handle in a call to the file that it names, for every protocol version alike.
 *
 * <pre>
 *   handle ─► ExportTable.open ─► ActiveExport ─► squashed Caller ─► ExportedFile ─► Vfs
 *               seal checked        client allowed                     reads
 *                                                                      WritableFile: locks, attributes before and
 *                                                                      after, exclusive creation, durability
 * </pre>
 *
 * Protocol versions only translate what these classes answer.
 */
@NullMarked
package dev.cleat.export.file;

import org.jspecify.annotations.NullMarked;
