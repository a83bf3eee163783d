/// What an operator is given: image, compose file, manifests, rules. Read as files and, where a
/// real API server is named, applied to it.
@NullMarked
package dev.slipway.operating;

import org.jspecify.annotations.NullMarked;
