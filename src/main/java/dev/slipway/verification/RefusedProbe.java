package dev.slipway.verification;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What was stored when more was allowed, or by a later version. It is shown, asks nobody, and says
/// nothing of any rollout, until somebody edits it.
///
/// @param kind as it was stored
/// @param why it is not carried out, in a sentence
/// @param stored as it was, to be kept so
public record RefusedProbe(String kind, String why, String stored) implements SmokeProbe {

  @Override
  public String request() {
    var url = typed("url");
    return url.isEmpty() ? "A test of kind " + kind : typed("method") + " " + url;
  }

  @Override
  public String wants() {
    return "Is not carried out. " + why;
  }

  @Override
  public Map<String, Object> facts() {
    return Map.of("request", request(), "refused", why);
  }

  /// A field as it was typed; empty where there is none.
  public String typed(String field) {
    return JsonMapper.shared().readTree(stored).path(field).asString("");
  }

  SmokeTry brought() {
    return new SmokeTry(
        SampleOutcome.ERROR,
        null,
        Duration.ZERO,
        "What it asks is not carried out any more. %s Edit the smoke test.".formatted(why));
  }
}
