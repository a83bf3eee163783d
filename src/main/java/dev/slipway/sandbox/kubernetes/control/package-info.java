/// The controllers and the nodes.
@NullMarked
package dev.slipway.sandbox.kubernetes.control;

import org.jspecify.annotations.NullMarked;
