/// Pages and API of taking in what runs already.
@NullMarked
package dev.slipway.onboarding.web;

import org.jspecify.annotations.NullMarked;
