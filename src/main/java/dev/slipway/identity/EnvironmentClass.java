package dev.slipway.identity;

import java.util.Locale;

/// How careful we are with an environment. Roles and policies are bound to it.
public enum EnvironmentClass {
  DEVELOPMENT,
  STAGING,
  PRODUCTION;

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
