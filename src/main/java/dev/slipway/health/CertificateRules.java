package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Certificate;
import dev.slipway.clusters.resources.ClusterResources.State;
import dev.slipway.kernel.Plural;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long a certificate still holds, as cert-manager says (cert-manager.io/v1,
/// `status.notAfter`). It renews well before the end, so whatever comes near it was not renewed.
final class CertificateRules {

  static final Duration WARNING = Duration.ofDays(14);
  static final Duration CRITICAL = Duration.ofDays(3);

  /// A renewal that is due takes a while.
  private static final Duration RENEWING = Duration.ofDays(1);

  private CertificateRules() {}

  static ResourceFinding of(Certificate certificate, Instant now) {
    var end = certificate.notAfter();
    var ready = ready(certificate);
    if (end == null) {
      return ready == null
          ? ResourceFinding.of(ResourceLevel.UNKNOWN, "cert-manager has not judged it yet.")
          : new ResourceFinding(
              ResourceLevel.CRITICAL, "It was not issued: " + words(ready), null, ready.since());
    }
    if (!end.isAfter(now)) {
      return ResourceFinding.felt("It has ended; browsers refuse it.", end);
    }
    var left = Duration.between(now, end);
    var ends = "It ends " + in(left) + ".";
    if (left.compareTo(CRITICAL) < 0) {
      return new ResourceFinding(
          ResourceLevel.CRITICAL, ends + notReady(ready), null, certificate.renewalTime());
    }
    if (left.compareTo(WARNING) < 0) {
      return new ResourceFinding(
          ResourceLevel.WARNING, ends + notReady(ready), null, certificate.renewalTime());
    }
    if (ready != null && ready.is(false)) {
      return new ResourceFinding(
          ResourceLevel.WARNING, ends + notReady(ready), null, ready.since());
    }
    var due = certificate.renewalTime();
    return due != null && due.plus(RENEWING).isBefore(now)
        ? new ResourceFinding(
            ResourceLevel.WARNING, ends + " It was due to be renewed and was not.", null, due)
        : ResourceFinding.of(ResourceLevel.OK, ends);
  }

  /// Whole days, rounded down, so that none is promised that is not there.
  static String in(Duration left) {
    return left.toDays() > 0
        ? "in " + Plural.of(left.toDays(), "day")
        : left.toHours() > 0 ? "in " + Plural.of(left.toHours(), "hour") : "within the hour";
  }

  private static @Nullable State ready(Certificate certificate) {
    return certificate.states().stream()
        .filter(state -> state.type().equals("Ready"))
        .findFirst()
        .orElse(null);
  }

  private static String notReady(@Nullable State ready) {
    return ready == null || ready.is(true) ? "" : " It is not renewed: " + words(ready);
  }

  private static String words(State state) {
    return state.message().isEmpty() ? state.reason() + "." : state.message();
  }
}
