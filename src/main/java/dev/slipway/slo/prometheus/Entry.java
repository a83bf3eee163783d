package dev.slipway.slo.prometheus;

import dev.slipway.slo.SliDatasource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// What the portal shows a server to be let in, and keeps out of every sentence.
///
/// @param headers to send
/// @param secrets every form in which a server may repeat them
record Entry(Map<String, String> headers, List<String> secrets) {

  static Entry of(SliDatasource source) {
    List<String> secrets = new ArrayList<>();
    if (source.bearer() != null) {
      secrets.add(source.bearer());
      return new Entry(Map.of("Authorization", "Bearer " + source.bearer()), secrets);
    }
    if (source.username() == null) {
      return new Entry(Map.of(), secrets);
    }
    var password = source.password() == null ? "" : source.password();
    var pair = (source.username() + ":" + password).getBytes(StandardCharsets.UTF_8);
    var encoded = Base64.getEncoder().encodeToString(pair);
    secrets.add(encoded);
    secrets.add(password);
    return new Entry(Map.of("Authorization", "Basic " + encoded), secrets);
  }

  /// The text without the credentials, should somebody in between have repeated them.
  String masked(String text) {
    var masked = text;
    for (var secret : secrets) {
      masked = secret.isEmpty() ? masked : masked.replace(secret, "…");
    }
    return masked;
  }

  /// Never shows what it knows.
  @Override
  public String toString() {
    return "Entry[]";
  }
}
