package dev.slipway.policies.spi;

import java.util.Locale;

/// How bad a finding is, the worst first (as scanners report it, after CVSS 3.1, section 5).
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW;

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
