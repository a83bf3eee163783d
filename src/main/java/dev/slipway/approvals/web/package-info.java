/// The inbox and the page of one request, for people and as JSON.
@NullMarked
package dev.slipway.approvals.web;

import org.jspecify.annotations.NullMarked;
