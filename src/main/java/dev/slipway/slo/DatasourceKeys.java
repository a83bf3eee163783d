package dev.slipway.slo;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.runtime.SealBroken;
import dev.slipway.runtime.Sealing;
import dev.slipway.runtime.SlipwaySettings;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What datasources let the portal in by: sealed for their rows, opened to ask, and never sent to
/// another address than the one it was given for.
@Component
class DatasourceKeys {

  static final String DOES_NOT_OPEN =
      "what is stored to let the portal in does not open. Enter it again.";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Secret NOTHING = new Secret("", "", "");

  private final DatasourceRows rows;
  private final Sealing sealing;
  private final SlipwaySettings settings;

  DatasourceKeys(DatasourceRows rows, Sealing sealing, SlipwaySettings settings) {
    this.rows = rows;
    this.sealing = sealing;
    this.settings = settings;
  }

  /// What a datasource lets the portal in by, and whom the portal trusts there. Sealed as one.
  ///
  /// @param secret token or password; empty where nothing is needed
  /// @param certificates PEM; empty for the authorities of the JVM alone
  record Secret(String username, String secret, String certificates) {

    private static Secret read(byte[] opened) {
      return JSON.readValue(opened, Secret.class);
    }

    private byte[] bytes() {
      return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    }

    /// The place that it is sealed for, with the address: it opens for no other one, whoever
    /// changes the row.
    private static String boundTo(UUID datasource, String address) {
      return "slo-datasource:" + datasource + ":" + address;
    }

    SliDatasource source(
        UUID id, String address, DatasourceAuth auth, boolean own, SliDatasource.Kind kind) {
      return new SliDatasource(
          id,
          URI.create(address),
          auth == DatasourceAuth.BEARER ? secret : null,
          auth == DatasourceAuth.BASIC ? username : null,
          auth == DatasourceAuth.BASIC ? secret : null,
          certificates.isEmpty() ? null : certificates,
          own,
          kind);
    }

    /// Whom the portal trusts there, in words. An authority is public, and by its fingerprint
    /// somebody else can compare it.
    String trusts() {
      var words = new ArrayList<String>();
      words.add("those of Java");
      try {
        var read =
            CertificateFactory.getInstance("X.509")
                .generateCertificates(
                    new ByteArrayInputStream(certificates.getBytes(StandardCharsets.UTF_8)));
        for (var one : read) {
          var print = MessageDigest.getInstance("SHA-256").digest(one.getEncoded());
          var name =
              one instanceof X509Certificate known
                  ? known.getSubjectX500Principal().getName()
                  : "one";
          words.add("%s (SHA-256 %s)".formatted(name, HexFormat.of().formatHex(print)));
        }
      } catch (GeneralSecurityException _) {
        words.add("what is no certificate");
      }
      return "Trusted authorities: " + String.join(", ", words);
    }

    /// Never shows what it knows.
    @Override
    public String toString() {
      return "Secret[]";
    }
  }

  /// @throws SealBroken if what is stored was given for another address, or sealed with another key
  SliDatasource open(DatasourceView known) {
    return stored(known)
        .source(known.id(), known.address(), known.auth(), known.own(), known.kind());
  }

  byte @Nullable [] seal(UUID id, String address, Secret secret) {
    return secret.equals(NOTHING)
        ? null
        : sealing.seal(secret.bytes(), Secret.boundTo(id, address));
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

  Secret entered(ConnectDatasource wish) {
    if (wish.auth() != DatasourceAuth.NONE && wish.secret().isEmpty()) {
      throw new FieldRefused("secret", "Give the token or the password.");
    }
    return new Secret(wish.username(), wish.secret(), wish.certificates());
  }

  /// What was entered, or what is stored if it goes where it went before and to nobody else.
  Secret enteredOrKept(ConnectDatasource wish, DatasourceView known) {
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

  /// What is stored; empty where it does not open any more.
  Optional<Secret> inUse(DatasourceView known) {
    try {
      return Optional.of(stored(known));
    } catch (SealBroken _) {
      return Optional.empty();
    }
  }

  private Secret stored(DatasourceView known) {
    var place = Secret.boundTo(known.id(), known.address());
    return rows.sealed(known.id())
        .map(sealed -> Secret.read(sealing.open(sealed, place)))
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
