package dev.slipway.audit;

import dev.slipway.kernel.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which events to show; null leaves a side open.
///
/// @param actor sign-in name of a person, `cluster:` and the name of a user of a cluster, or the
///   name of whoever else acted
/// @param target slug, id or name of what the event is about, or of its service
/// @param text words in the subject's name, the action or the reason
/// @param withoutSteps whether the progress of deployments is left out
public record AuditFilter(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String target,
    @Nullable Outcome outcome,
    @Nullable String service,
    @Nullable String environment,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String text,
    boolean withoutSteps) {

  /// The actions that only tell how far a deployment is; there are as many of them as of all others
  /// together.
  private static final List<String> STEPS =
      List.of("deployment.step", "deployment.running", "deployment.verifying");

  private static final int LONGEST = 200;

  public static final AuditFilter ALL =
      new AuditFilter(null, null, null, null, null, null, null, null, null, false);

  public AuditFilter {
    actor = tidy(actor);
    action = tidy(action);
    target = tidy(target);
    service = tidy(service);
    environment = tidy(environment);
    text = tidy(text);
  }

  /// The actions that are left out.
  List<String> without() {
    return withoutSteps ? STEPS : List.of();
  }

  /// Whether the end is before the beginning, so that nothing can ever match.
  public boolean isBackwards() {
    return from != null && to != null && !from.isBefore(to);
  }

  /// The filter in words, as the audit of an export names it.
  public Map<String, Object> words() {
    Map<String, Object> words = new LinkedHashMap<>();
    put(words, "actor", actor);
    put(words, "action", action);
    put(words, "target", target);
    put(words, "outcome", outcome);
    put(words, "service", service);
    put(words, "environment", environment);
    put(words, "from", from);
    put(words, "to", to);
    put(words, "text", text);
    put(words, "without", withoutSteps ? String.join(", ", STEPS) : null);
    return words;
  }

  private static void put(Map<String, Object> words, String name, @Nullable Object value) {
    if (value != null) {
      words.put(name, value.toString());
    }
  }

  private static @Nullable String tidy(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    var text = value.strip().replace("\0", "");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
