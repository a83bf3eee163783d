/// Pages and API of plans.
@NullMarked
package dev.slipway.plans.web;

import org.jspecify.annotations.NullMarked;
