/// What left the portal, the webhook's settings, and one's own notices.
@NullMarked
package dev.slipway.notifications.web;

import org.jspecify.annotations.NullMarked;
