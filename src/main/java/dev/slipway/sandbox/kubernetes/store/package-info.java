/// The objects, their versions and their history, kept on disk.
@NullMarked
package dev.slipway.sandbox.kubernetes.store;

import org.jspecify.annotations.NullMarked;
