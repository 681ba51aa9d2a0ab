/** Parts of Cleat alone, measured by JMH: {@code ./bench --micro}. */
@NullMarked
package dev.cleat.bench.micro;

import org.jspecify.annotations.NullMarked;
