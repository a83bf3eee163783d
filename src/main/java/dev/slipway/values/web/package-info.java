@NullMarked
package dev.slipway.values.web;

import org.jspecify.annotations.NullMarked;
