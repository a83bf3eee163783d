package dev.slipway.slo.prometheus;

import dev.slipway.runtime.OutboundHttp;
import dev.slipway.slo.SliAnswer.Got;
import dev.slipway.slo.SliAnswer.Refused;
import dev.slipway.slo.SliAnswer.Unavailable;
import dev.slipway.slo.prometheus.Reply.Heard;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who is to blame for an answer: the objective, the credentials, or the way to the server. The
/// forms are those of `prometheus/prometheus:web/api/v1/api.go` (respond, respondError); whatever
/// has another one comes from a proxy or from another program.
final class Envelope {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SUCCESS = "{\"status\":\"success\"";
  private static final int MOST_WARNINGS = 10;
  private static final int LONGEST_WORDS = 300;

  private Envelope() {}

  static Reply open(OutboundHttp.Answer answer, Duration took) {
    int status = answer.status();
    var turned = turnedAway(status);
    if (turned != null) {
      return turned;
    }
    if (answer.cut()) {
      return tooLong(answer);
    }
    var json = json(answer.body());
    var said = json == null ? "" : json.path("status").asString("");
    if (json == null || !(said.equals("error") || (said.equals("success") && status == 200))) {
      return stranger(answer);
    }
    if (said.equals("error")) {
      return refusal(status, json);
    }
    return json.has("data")
        ? new Reply(new Got<>(json.path("data"), warnings(json), took), Heard.SERVER)
        : stranger(answer);
  }

  /// An answer of an Alertmanager, which is plain JSON (`prometheus/alertmanager:api/v2`).
  static Reply bare(OutboundHttp.Answer answer, Duration took) {
    var turned = turnedAway(answer.status());
    if (turned != null) {
      return turned;
    }
    if (answer.cut()) {
      return Reply.nobody("The server's answer is too long to read.");
    }
    var json = json(answer.body());
    if (answer.status() == 200 && json != null && (json.isArray() || json.isObject())) {
      return new Reply(new Got<>(json, List.of(), took), Heard.SERVER);
    }
    return answer.status() == 503 || answer.status() == 504
        ? Reply.late(
            "The server is not ready, or there is none behind its address (%d)."
                .formatted(answer.status()))
        : Reply.nobody(
            "The address answered %d%s, which is not what an Alertmanager says; check the address."
                .formatted(answer.status(), type(answer)));
  }

  private static @Nullable Reply turnedAway(int status) {
    if (status == 401 || status == 403) {
      return Reply.noEntry(
          "The server does not let the portal ask (" + status + "); check its credentials.");
    }
    return status >= 300 && status < 400
        ? Reply.nobody(
            "The server answered with a redirect ("
                + status
                + "), which is not followed; enter the address it leads to, or a credential if that"
                + " is a sign-in.")
        : null;
  }

  private static Reply refusal(int status, JsonNode json) {
    var type = json.path("errorType").asString("");
    var said = shortened(json.path("error").asString("")) + " (" + shortened(type) + ")";
    if (status == 400 || status == 422 || type.equals("bad_data") || type.equals("execution")) {
      return new Reply(new Refused<>("The server refuses the query: " + said), Heard.SERVER);
    }
    return new Reply(
        new Unavailable<>("The server could not answer: " + said),
        status == 503 || status == 504 ? Heard.BUSY_SERVER : Heard.SERVER);
  }

  private static Reply tooLong(OutboundHttp.Answer answer) {
    var begins = answer.body().replaceAll("\\s", "");
    return answer.status() == 200 && begins.startsWith(SUCCESS)
        ? new Reply(
            new Refused<>("The answer is too long to read; put sum(...) around the query."),
            Heard.SERVER)
        : Reply.nobody("The server's answer is too long to read.");
  }

  private static Reply stranger(OutboundHttp.Answer answer) {
    var why =
        "The address answered %d%s, which is not what a Prometheus says; check the address."
            .formatted(answer.status(), type(answer));
    return answer.status() == 503 || answer.status() == 504
        ? Reply.late(
            "The server is not ready, or there is none behind its address (%d)."
                .formatted(answer.status()))
        : Reply.nobody(why);
  }

  private static String type(OutboundHttp.Answer answer) {
    var type = answer.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    return type.matches("[a-z]+/[a-z0-9.+-]{1,40}(;.*)?")
        ? " with " + type.replaceAll(";.*", "")
        : "";
  }

  private static List<String> warnings(JsonNode json) {
    var warnings = json.path("warnings").valueStream().map(each -> shortened(each.asString("")));
    // So VictoriaMetrics says the same.
    var partial =
        json.path("isPartial").asBoolean(false)
            ? Stream.of("The server says that its answer is partial.")
            : Stream.<String>empty();
    return Stream.concat(partial, warnings).limit(MOST_WARNINGS).toList();
  }

  private static @Nullable JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return null;
    }
  }

  /// On one line, and no longer than somebody reads.
  private static String shortened(String text) {
    var line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
    return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "…";
  }
}
