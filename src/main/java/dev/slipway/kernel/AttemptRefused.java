package dev.slipway.kernel;

import org.jspecify.annotations.Nullable;

/// An attempt that was refused or failed. Published after the business transaction has ended; the
/// audit trail writes it in a transaction of its own, so the rollback does not take it along.
public record AttemptRefused(
    String action, Actor actor, Subject subject, Outcome outcome, @Nullable String reason)
    implements PortalEvent {}
