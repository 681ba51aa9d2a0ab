/**
 * What is shared, with whom, and by which rules: values that never change.
 *
 * <p>An {@link dev.cleat.export.Export} is a file system under a name with {@link dev.cleat.export.ExportOptions}: who may come
 * ({@link dev.cleat.export.ClientRule}), whom they count as ({@link dev.cleat.export.Squash}), and what they may do. Handles are
 * sealed with a {@link dev.cleat.export.HandleKey} and carry a number of the export, which {@link dev.cleat.export.ExportIds}
 * gives out. How calls reach files by these rules is in {@code dev.cleat.export.file}.
 */
@NullMarked
package dev.cleat.export;

import org.jspecify.annotations.NullMarked;
