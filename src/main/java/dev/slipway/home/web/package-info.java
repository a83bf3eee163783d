/// The matrix, the page of a service and the page of a cell.
@NullMarked
package dev.slipway.home.web;

import org.jspecify.annotations.NullMarked;
