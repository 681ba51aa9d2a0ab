/** Who calls: credentials and verifiers of RFC 5531 §8 and its appendix. */
@NullMarked
package dev.cleat.rpc.auth;

import org.jspecify.annotations.NullMarked;
