/// Pages and API of deployments.
@NullMarked
package dev.slipway.deployments.web;

import org.jspecify.annotations.NullMarked;
