package dev.slipway.plans.spi;

/// Something that a change did on its way and that people will ask for later, such as a migration
/// of a database. Recorded once.
///
/// @param step names it among the steps of an operation, such as `migrated:alembic`
/// @param text one sentence
public record Milestone(String step, String text) {}
