package dev.slipway.clusters.fabric8;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What an API server answered, whole.
final class Answer {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private final int status;
  private final @Nullable String retryAfter;
  private final byte[] body;
  private final Collection<String> shownToIt;

  Answer(int status, @Nullable String retryAfter, byte[] body) {
    this(status, retryAfter, body, List.of());
  }

  /// @param shownToIt credentials that were sent, which its words may repeat
  Answer(int status, @Nullable String retryAfter, byte[] body, Collection<String> shownToIt) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
    this.shownToIt = shownToIt;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  boolean ok() {
    return status >= 200 && status < 300;
  }

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// What the API server does, as the end of a sentence about it.
  String answers() {
    return isRedirect() ? "answers with " + message() : "answers: " + message();
  }

  private boolean isRedirect() {
    return status >= 300 && status < 400;
  }

  /// The server's own words without the values that it quotes, else the status code.
  String message() {
    if (isRedirect()) {
      return "a redirect (HTTP status " + status + "), which the portal never follows";
    }
    var said = ServerWords.shown(json().path("message").asString(""), shownToIt);
    return said.isBlank() ? "HTTP status " + status : said;
  }

  Duration waitTime() {
    try {
      return Duration.ofSeconds(
          Math.clamp(Long.parseLong(retryAfter == null ? "1" : retryAfter.trim()), 1, 600));
    } catch (NumberFormatException e) {
      return Duration.ofSeconds(1);
    }
  }
}
