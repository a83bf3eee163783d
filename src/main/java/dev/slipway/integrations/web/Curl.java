package dev.slipway.integrations.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Lines for a POSIX shell. Whatever a name holds stays inside its quotes, and is plain ASCII, so
/// that what is seen is what is run.
final class Curl {

  private static final String TOKEN = " -H \"Authorization: Bearer $SLIPWAY_TOKEN\"";
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Curl() {}

  static String get(String address) {
    return "curl -sS" + TOKEN + " " + quoted(address);
  }

  /// @param body null for none
  /// @param keyed whether it carries a key: a line that is pasted twice is the same intent twice
  static String post(String address, @Nullable Map<String, Object> body, boolean keyed) {
    return "curl -sS -X POST"
        + TOKEN
        + (keyed ? " -H 'Idempotency-Key: " + UUID.randomUUID() + "'" : "")
        + (body == null
            ? ""
            : " -H 'Content-Type: application/json' -d " + quoted(ASCII.writeValueAsString(body)))
        + " "
        + quoted(address);
  }

  /// Sends a file as it is.
  static String file(String address, String name, String type, boolean keyed) {
    return post(address, null, keyed)
        .replace(
            " " + quoted(address),
            " -H "
                + quoted("Content-Type: " + type)
                + " --data-binary "
                + quoted("@" + name)
                + " "
                + quoted(address));
  }

  /// A part of a path.
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(entry -> part(entry.getKey()) + "=" + part(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /// One word of a shell: nothing inside single quotes means anything, but the quote itself.
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
