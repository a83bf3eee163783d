package dev.slipway.health;

import java.time.Instant;

/// A time in which no replica of the portal looked, so nothing is known of it.
public record Gap(Instant from, Instant until) {}
