/// The page on which the demonstration is reset.
@NullMarked
package dev.slipway.sandbox.web;

import org.jspecify.annotations.NullMarked;
