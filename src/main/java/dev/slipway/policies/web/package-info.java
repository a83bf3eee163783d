/// Pages and panels of environment policies, freezes and locks.
@NullMarked
package dev.slipway.policies.web;

import org.jspecify.annotations.NullMarked;
