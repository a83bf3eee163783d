/// The four patch types and the record of who set which field.
@NullMarked
package dev.slipway.sandbox.kubernetes.patch;

import org.jspecify.annotations.NullMarked;
