package dev.slipway.health;

import java.time.Duration;
import java.time.Instant;

/// How long the certificate that a host serves still holds, whoever made it. One for other names is
/// what an Ingress controller shows when it found none.
final class HostRules {

  private HostRules() {}

  static ResourceFinding of(Handshake handshake, Instant now) {
    var served = handshake.served();
    if (served == null) {
      return new ResourceFinding(
          ResourceLevel.UNKNOWN,
          "No handshake came about: " + handshake.trouble(),
          null,
          handshake.at());
    }
    var end = served.notAfter();
    if (!end.isAfter(now)) {
      return ResourceFinding.felt("It serves a certificate that has ended.", end);
    }
    if (!served.covers()) {
      return ResourceFinding.felt("It serves a certificate for other names.", null);
    }
    var left = Duration.between(now, end);
    var level =
        left.compareTo(CertificateRules.CRITICAL) < 0
            ? ResourceLevel.CRITICAL
            : left.compareTo(CertificateRules.WARNING) < 0
                ? ResourceLevel.WARNING
                : ResourceLevel.OK;
    return ResourceFinding.of(
        level,
        "The certificate that it serves ends %s.%s"
            .formatted(
                CertificateRules.in(left),
                served.trusted() ? "" : " Whoever trusts public authorities alone refuses it."));
  }
}
