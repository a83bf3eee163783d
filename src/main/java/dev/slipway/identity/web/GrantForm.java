package dev.slipway.identity.web;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.kernel.FieldRefused;
import org.jspecify.annotations.Nullable;

/// A role to give, as it was typed, and what was refused about it.
record GrantForm(
    Role role,
    @Nullable String team,
    @Nullable String environment,
    @Nullable String reason,
    @Nullable FieldRefused refused) {

  /// Least first: whoever means more says so.
  static final GrantForm NEW =
      new GrantForm(Role.DEVELOPER, "", EnvironmentClass.DEVELOPMENT.name(), null, null);

  public @Nullable String error(String field) {
    return refused != null && refused.field().equals(field) ? refused.detail() : null;
  }
}
