/**
 * What clients of each kind say from mounting to unmounting, in their order, and what they need to hear. Written down from
 * public descriptions, traces and client sources; none is a recording of ours.
 */
@NullMarked
package dev.cleat.conversation;

import org.jspecify.annotations.NullMarked;
