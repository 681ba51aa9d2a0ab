/** What was measured: kept as a text file, shown as a table and as a picture. */
@NullMarked
package dev.cleat.bench.report;

import org.jspecify.annotations.NullMarked;
