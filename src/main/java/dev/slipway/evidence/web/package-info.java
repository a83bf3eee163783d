/// Evidence over the API, by webhook, and on the pages of plans, deployments and services.
@NullMarked
package dev.slipway.evidence.web;

import org.jspecify.annotations.NullMarked;
