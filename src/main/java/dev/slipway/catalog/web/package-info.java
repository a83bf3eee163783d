/// Pages and forms of the catalog.
@NullMarked
package dev.slipway.catalog.web;

import org.jspecify.annotations.NullMarked;
