package dev.slipway.slo;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.runtime.SealBroken;
import dev.slipway.runtime.Sealing;
import dev.slipway.runtime.SlipwaySettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What datasources let the portal in by: sealed for their rows, opened to ask, and never sent to
/// another address than the one it was given for.
@Component
class DatasourceKeys {

  static final String DOES_NOT_OPEN =
      "what is stored to let the portal in does not open. Enter it again.";

  private static final DatasourceSecret NOTHING = new DatasourceSecret("", "", "");

  private final DatasourceRows rows;
  private final Sealing sealing;
  private final SlipwaySettings settings;

  DatasourceKeys(DatasourceRows rows, Sealing sealing, SlipwaySettings settings) {
    this.rows = rows;
    this.sealing = sealing;
    this.settings = settings;
  }

  /// @throws SealBroken if what is stored was given for another address, or sealed with another key
  SliDatasource open(DatasourceView known) {
    return stored(known)
        .source(known.id(), known.address(), known.auth(), known.own(), known.kind());
  }

  byte @Nullable [] seal(UUID id, String address, DatasourceSecret secret) {
    return secret.equals(NOTHING)
        ? null
        : sealing.seal(secret.bytes(), DatasourceSecret.boundTo(id, address));
  }

  /// A token or a password travels in clear text on the sandbox's own loopback only.
  void requireEncrypted(ConnectDatasource wish) {
    if (wish.auth() != DatasourceAuth.NONE
        && !"https".equals(wish.uri().getScheme())
        && !(settings.isSandbox() && isLoopback(wish.uri()))) {
      throw new FieldRefused(
          "address",
          "The address begins with https:// where a token or a password is sent: else it would"
              + " travel in clear text.");
    }
  }

  DatasourceSecret entered(ConnectDatasource wish) {
    if (wish.auth() != DatasourceAuth.NONE && wish.secret().isEmpty()) {
      throw new FieldRefused("secret", "Give the token or the password.");
    }
    return new DatasourceSecret(wish.username(), wish.secret(), wish.certificates());
  }

  /// What was entered, or what is stored if it goes where it went before and to nobody else.
  DatasourceSecret enteredOrKept(ConnectDatasource wish, DatasourceView known) {
    if (wish.auth() == DatasourceAuth.NONE || !wish.secret().isEmpty()) {
      return entered(wish);
    }
    var kept = stored(known);
    var same =
        wish.auth() == known.auth()
            && wish.username().equals(kept.username())
            && wish.address().equals(known.address())
            && wish.certificates().equals(kept.certificates());
    if (!same) {
      throw new FieldRefused(
          "secret",
          "Enter the token or the password again: the stored one is not sent to another address,"
              + " nor as another user or under other authorities.");
    }
    return kept;
  }

  private DatasourceSecret stored(DatasourceView known) {
    var place = DatasourceSecret.boundTo(known.id(), known.address());
    return rows.sealed(known.id())
        .map(sealed -> DatasourceSecret.read(sealing.open(sealed, place)))
        .orElse(NOTHING);
  }

  private static boolean isLoopback(URI address) {
    try {
      return InetAddress.ofLiteral(address.getHost().replaceAll("[\\[\\]]", ""))
          .isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return address.getHost().equals("localhost");
    }
  }
}
