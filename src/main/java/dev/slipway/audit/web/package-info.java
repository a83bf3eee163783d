/// The audit pages, their export and the API of the trail.
@NullMarked
package dev.slipway.audit.web;

import org.jspecify.annotations.NullMarked;
