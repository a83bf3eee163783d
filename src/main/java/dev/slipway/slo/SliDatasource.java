package dev.slipway.slo;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A Prometheus, or what answers like one, or an Alertmanager, with what the portal shows it to be
/// let in.
///
/// @param address base of its API, without `/api/v1`
/// @param bearer token, or null
/// @param username and `password` for basic authentication, or null
/// @param certificates PEM of the authorities to trust besides those of the JVM, or null
/// @param own whether it is the portal's own simulator, which alone may be on this host's loopback
///   in the sandbox
/// @param kind what answers there
public record SliDatasource(
    UUID id,
    URI address,
    @Nullable String bearer,
    @Nullable String username,
    @Nullable String password,
    @Nullable String certificates,
    boolean own,
    Kind kind) {

  /// What answers at the address of a datasource.
  public enum Kind {
    /// Counts events and evaluates rules.
    PROMETHEUS,
    /// Sends alerts on, and knows who silenced them.
    ALERTMANAGER;

    /// As in forms and facts.
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SliDatasource(
      UUID id,
      URI address,
      @Nullable String bearer,
      @Nullable String username,
      @Nullable String password,
      @Nullable String certificates,
      boolean own) {
    this(id, address, bearer, username, password, certificates, own, Kind.PROMETHEUS);
  }

  /// Never shows what it knows.
  @Override
  public String toString() {
    return "SliDatasource[" + id + " " + address + "]";
  }
}
