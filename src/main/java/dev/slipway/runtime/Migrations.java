package dev.slipway.runtime;

/// What a start does about the database's schema.
enum Migrations {
  /// Brings it up to date, as the role of the migrations.
  RUN,
  /// Changes nothing, needs no right to, and refuses to start where a step is missing: `migrate`
  /// was to run before.
  CHECK
}
