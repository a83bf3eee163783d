/// Measures what users feel, by `mvn test -Dtest='*Figures' -Dtest.excludedTags=none`. Nothing here
/// asserts a time: the figures are printed, and docs/figures.md keeps the last ones.
@NullMarked
package dev.slipway.figures;

import org.jspecify.annotations.NullMarked;
