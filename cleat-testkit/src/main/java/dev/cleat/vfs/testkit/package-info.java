/** The contract of a back end as tests to inherit, with fakes and fault injection. */
@NullMarked
package dev.cleat.vfs.testkit;

import org.jspecify.annotations.NullMarked;
