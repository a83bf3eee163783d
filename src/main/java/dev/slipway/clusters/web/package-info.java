/// Pages and JSON about clusters.
@NullMarked
package dev.slipway.clusters.web;

import org.jspecify.annotations.NullMarked;
