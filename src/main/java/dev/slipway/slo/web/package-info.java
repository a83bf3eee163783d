/// Pages of objectives, budgets and datasources, and the charts on them, drawn on the server.
@NullMarked
package dev.slipway.slo.web;

import org.jspecify.annotations.NullMarked;
