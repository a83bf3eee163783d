package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.runtime.OutboundRefused;
import dev.slipway.runtime.OutboundUrl;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// One request over HTTP and what its answer must be.
///
/// @param url without user, question mark or fragment: it is shown to whoever may look
/// @param lowest status that passes, and `highest` the other end
/// @param text what the body must hold; empty where it may hold anything
public record HttpProbe(
    String method, String url, int lowest, int highest, BodyMatch match, String text)
    implements SmokeProbe {

  static final String KIND = "http";

  private static final int LONGEST_TEXT = 200;
  private static final int FIRST_STATUS = 200;
  private static final int LAST_STATUS = 599;
  private static final Pattern STATUS = Pattern.compile("([0-9]{3})(?: *- *([0-9]{3}))?");

  /// What is looked for in a body.
  public enum BodyMatch {
    /// Nothing: its status says enough, and the body is not read.
    ANY,
    /// A text, as it stands.
    CONTAINS,
    /// A pattern.
    PATTERN;

    /// As in forms and the API.
    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public HttpProbe {
    method = method.strip().toUpperCase(Locale.ROOT);
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new FieldRefused("method", "Choose GET or HEAD: a smoke test changes nothing.");
    }
    url = address(url.strip());
    if (lowest < FIRST_STATUS || highest > LAST_STATUS || highest < lowest) {
      throw expected();
    }
    text = match == BodyMatch.ANY ? "" : text;
    require(method, match, text);
  }

  /// One as typed.
  ///
  /// @param expected a status such as `200`, or from one to another: `200-299`
  /// @throws FieldRefused of the fields `method`, `url`, `expected`, `match` and `text`
  public static HttpProbe of(
      String method, String url, String expected, BodyMatch match, String text) {
    var status = STATUS.matcher(expected.strip());
    if (!status.matches()) {
      throw expected();
    }
    int lowest = Integer.parseInt(status.group(1));
    int highest = status.group(2) == null ? lowest : Integer.parseInt(status.group(2));
    return new HttpProbe(method, url, lowest, highest, match, text);
  }

  /// Such as `200` or `200-299`.
  public String expects() {
    return lowest == highest ? Integer.toString(lowest) : lowest + "-" + highest;
  }

  @Override
  public String request() {
    return method + " " + url;
  }

  @Override
  public String wants() {
    var holds =
        switch (match) {
          case ANY -> "";
          case CONTAINS -> " and contain “%s”".formatted(text);
          case PATTERN -> " and match “%s”".formatted(text);
        };
    return "Must answer %s%s.".formatted(expects(), holds);
  }

  @Override
  public Map<String, Object> facts() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("request", request());
    facts.put("expected", expects());
    if (match != BodyMatch.ANY) {
      facts.put(match.slug(), text);
    }
    return facts;
  }

  @Override
  public String kind() {
    return KIND;
  }

  boolean passes(int status) {
    return status >= lowest && status <= highest;
  }

  private static void require(String method, BodyMatch match, String text) {
    if (match == BodyMatch.ANY) {
      return;
    }
    if (method.equals("HEAD")) {
      throw new FieldRefused("match", "A HEAD has no body. Choose GET to look into one.");
    }
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new FieldRefused(
          "text", "Say in 1 to %d characters what the body must hold.".formatted(LONGEST_TEXT));
    }
    if (match == BodyMatch.PATTERN) {
      var _ = TextPattern.of(text);
    }
  }

  private static String address(String text) {
    if (text.indexOf('?') >= 0 || text.indexOf('@') >= 0 || text.indexOf('#') >= 0) {
      throw new FieldRefused(
          "url",
          "Leave out @, ? and #: people see the address in history, and secrets often stand there.");
    }
    try {
      var _ = OutboundUrl.parse(text);
      return text;
    } catch (OutboundRefused _) {
      throw new FieldRefused(
          "url",
          "The address must look like https://www.example.org/health, with letters, digits and"
              + " hyphens in the host.");
    }
  }

  private static FieldRefused expected() {
    return new FieldRefused(
        "expected", "Give a status such as 200, or from one to another such as 200-299.");
  }
}
