package dev.slipway.slo;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.kernel.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.TreeSet;

/// Connects a datasource, or says anew what one is reached with.
///
/// @param address base of its API, without `/api/v1`; no credentials in it
/// @param environments slugs of those whose samples it has; one at least
/// @param username for basic authentication
/// @param secret token or password; empty to keep the stored one, which goes only with an address
///   and authorities that stay as they are
/// @param certificates PEM of the authorities to trust besides those of the JVM; empty for none
/// @param kind what answers there; stays what it was once it is connected
public record ConnectDatasource(
    String name,
    String address,
    Set<String> environments,
    DatasourceAuth auth,
    String username,
    String secret,
    String certificates,
    String reason,
    SliDatasource.Kind kind) {

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ADDRESS = 500;
  private static final int LONGEST_SECRET = 8000;
  private static final int LONGEST_CERTIFICATES = 100_000;

  public ConnectDatasource {
    name =
        OneLine.of(name, LONGEST_NAME)
            .orElseThrow(() ->
                new FieldRefused(
                    "name", "A datasource's name has 1 to 80 visible characters on one line."));
    address = address(address.strip());
    environments = new TreeSet<>(environments);
    if (environments.isEmpty()) {
      throw new FieldRefused(
          "environments", "Choose at least one environment whose samples it has.");
    }
    username = auth == DatasourceAuth.BASIC ? username.strip() : "";
    if (auth == DatasourceAuth.BASIC && (username.isEmpty() || username.contains(":"))) {
      throw new FieldRefused("username", "Give the user's name, without a colon.");
    }
    secret = auth == DatasourceAuth.NONE ? "" : secret.strip();
    if (secret.length() > LONGEST_SECRET || secret.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new FieldRefused("secret", "A token or password is one line of at most 8000 signs.");
    }
    certificates = certificates.strip();
    if (certificates.length() > LONGEST_CERTIFICATES) {
      throw new FieldRefused("certificates", "Use at most 100000 characters of certificates.");
    }
    reason = Reason.required(reason);
  }

  public ConnectDatasource(
      String name,
      String address,
      Set<String> environments,
      DatasourceAuth auth,
      String username,
      String secret,
      String certificates,
      String reason) {
    this(
        name,
        address,
        environments,
        auth,
        username,
        secret,
        certificates,
        reason,
        SliDatasource.Kind.PROMETHEUS);
  }

  /// Never shows what it knows.
  @Override
  public String toString() {
    return "ConnectDatasource[" + name + " " + address + "]";
  }

  URI uri() {
    return URI.create(address);
  }

  private static String address(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException _) {
      throw refused("This is no address.");
    }
    var scheme = uri.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw refused("The address begins with https:// or http://.");
    }
    if (uri.getHost() == null || text.length() > LONGEST_ADDRESS) {
      throw refused("The address names a host and has at most 500 characters.");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused("Leave out credentials, ? and #: the address is where its API begins.");
    }
    return text.replaceFirst("/+$", "");
  }

  private static FieldRefused refused(String why) {
    return new FieldRefused("address", why + " Such as https://prometheus.example.org.");
  }
}
