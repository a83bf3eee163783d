/// Pages and API of health.
@NullMarked
package dev.slipway.health.web;

import org.jspecify.annotations.NullMarked;
