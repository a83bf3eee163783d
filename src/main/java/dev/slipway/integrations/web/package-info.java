/// Filters around the API, its description and its page.
@NullMarked
package dev.slipway.integrations.web;

import org.jspecify.annotations.NullMarked;
