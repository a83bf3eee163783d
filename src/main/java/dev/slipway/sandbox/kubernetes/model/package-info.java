/// What everything else speaks: resource types, selectors, failures, JSON paths.
@NullMarked
package dev.slipway.sandbox.kubernetes.model;

import org.jspecify.annotations.NullMarked;
