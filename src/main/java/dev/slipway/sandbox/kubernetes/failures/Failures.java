package dev.slipway.sandbox.kubernetes.failures;

import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// The failures that are set up now. Each is used up by the requests that it meets.
public final class Failures {

  private static final Set<Effect> EVENTS =
      Set.of(Effect.CUT_WATCH, Effect.DUPLICATE_EVENTS, Effect.MISSING_EVENTS);
  private static final Set<Effect> STANDING = Set.of(Effect.SILENT_WATCH, Effect.CLOCK_SKEW);

  private static final class Armed {
    final Failure failure;
    int left;

    Armed(Failure failure) {
      this.failure = failure;
      this.left = failure.count();
    }
  }

  private final List<Armed> armed = new ArrayList<>();

  public synchronized void add(Failure failure) {
    armed.add(new Armed(failure));
    notifyAll();
  }

  public synchronized void clear() {
    armed.clear();
    notifyAll();
  }

  /// The failure of this request, used up once.
  public synchronized Optional<Failure> next(String verb, String path) {
    return take(verb, path, e -> !EVENTS.contains(e) && !STANDING.contains(e));
  }

  /// The failure of the next event of an open watch, used up once.
  public synchronized Optional<Failure> nextEvent(String path) {
    return take("watch", path, EVENTS::contains);
  }

  public synchronized boolean silent(String path) {
    return armed.stream()
        .anyMatch(a -> a.failure.effect() == Effect.SILENT_WATCH && a.failure.meets("watch", path));
  }

  /// How many seconds this server's clock is ahead.
  public synchronized int skew(String path) {
    return armed.stream()
        .filter(a -> a.failure.effect() == Effect.CLOCK_SKEW)
        .filter(a -> a.failure.path().matcher(path).find())
        .mapToInt(a -> a.failure.seconds())
        .sum();
  }

  public synchronized boolean cuts(String path) {
    return armed.stream()
        .anyMatch(a -> a.failure.effect() == Effect.CUT_WATCH && a.failure.meets("watch", path));
  }

  /// Waits as long as the failure is set up, at most a minute at a time.
  public synchronized void hang(Failure failure) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    int size = armed.size();
    while (size <= armed.size() && System.nanoTime() < end && isSet(failure)) {
      wait(500);
    }
  }

  private boolean isSet(Failure failure) {
    return failure.count() >= 0 || armed.stream().anyMatch(a -> a.failure.equals(failure));
  }

  public synchronized ArrayNode describe() {
    ArrayNode list = Json.array();
    for (Armed each : armed) {
      list.addObject()
          .put("verb", each.failure.verb())
          .put("path", each.failure.path().pattern())
          .put("effect", each.failure.effect().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .put("count", each.left)
          .put("seconds", each.failure.seconds());
    }
    return list;
  }

  /// Reads one failure as `/simulator/failures` takes it.
  public static Failure read(JsonNode body) {
    String verb = Json.text(body, "verb");
    try {
      return new Failure(
          verb.isEmpty() ? "*" : verb,
          Pattern.compile(Json.text(body, "path")),
          Effect.valueOf(Json.text(body, "effect").toUpperCase(Locale.ROOT).replace('-', '_')),
          Json.integer(body, 1, "count"),
          Json.integer(body, 1, "seconds"));
    } catch (PatternSyntaxException e) {
      throw ApiFailure.badRequest("path is not a pattern: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw ApiFailure.badRequest("effect is one of " + List.of(Effect.values()));
    }
  }

  private Optional<Failure> take(
      String verb, String path, java.util.function.Predicate<Effect> wanted) {
    Optional<Armed> found =
        armed.stream()
            .filter(a -> wanted.test(a.failure.effect()) && a.failure.meets(verb, path))
            .findFirst();
    found.ifPresent(this::use);
    return found.map(a -> a.failure);
  }

  private void use(Armed one) {
    if (one.left > 0 && --one.left == 0) {
      armed.remove(one);
    }
  }
}
