package dev.slipway.verification;

import dev.slipway.identity.EnvironmentClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How rollouts of a service in an environment are verified. Smoke tests are asked wherever there
/// are some, unless somebody switched verification off.
///
/// @param version 0 for what holds until somebody edits it
/// @param enabled whether they are compared with what ran before; null goes by the class of the
///   environment
/// @param automatic whether one that failed is taken back by itself
public record VerificationSetting(
    int version,
    @Nullable Boolean enabled,
    boolean automatic,
    String editedBy,
    @Nullable Instant editedAt) {

  static final VerificationSetting DEFAULT = new VerificationSetting(0, null, false, "", null);

  /// Whether somebody said that nothing is verified.
  public boolean isOff() {
    return enabled != null && !enabled;
  }

  /// Whether rollouts are compared with what ran before in an environment of this class.
  public boolean isOn(EnvironmentClass environmentClass) {
    return enabled == null ? environmentClass == EnvironmentClass.PRODUCTION : enabled;
  }
}
