package dev.slipway.slo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a datasource lets the portal in by, and whom the portal trusts there. Sealed as one.
///
/// @param secret token or password; empty where nothing is needed
/// @param certificates PEM; empty for the authorities of the JVM alone
record DatasourceSecret(String username, String secret, String certificates) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static DatasourceSecret read(byte[] opened) {
    return JSON.readValue(opened, DatasourceSecret.class);
  }

  byte[] bytes() {
    return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
  }

  /// The place that it is sealed for, with the address: it opens for no other one, whoever changes
  /// the row.
  static String boundTo(UUID datasource, String address) {
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
        orNull(certificates),
        own,
        kind);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /// Never shows what it knows.
  @Override
  public String toString() {
    return "DatasourceSecret[]";
  }
}
