package dev.slipway.sandbox.kubernetes.failures;

import java.util.regex.Pattern;

/// One failure on demand: which requests it meets, what it does to them, and how often.
///
/// @param verb `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, or `*`
/// @param path the part of the path that must match
/// @param count how many requests it meets, or -1 for all until it is removed
/// @param seconds Retry-After, the time of a slow answer, or how far the clock is ahead
public record Failure(String verb, Pattern path, Effect effect, int count, int seconds) {

  /// What happens to a request.
  public enum Effect {
    UNAUTHORIZED,
    FORBIDDEN,
    CONFLICT,
    GONE,
    THROTTLED,
    UNAVAILABLE,
    ERROR_BEFORE,
    /// Refused with the whole object in the message, as an admission webhook may.
    QUOTED,
    ERROR_AFTER,
    CUT_BEFORE,
    CUT_AFTER,
    /// The work is done, and answered with the object as it was before.
    OLD_OBJECT,
    HANG,
    SLOW,
    SILENT_WATCH,
    CUT_WATCH,
    DUPLICATE_EVENTS,
    MISSING_EVENTS,
    /// Every time in an answer is that of a clock which is `seconds` ahead, or behind if negative.
    CLOCK_SKEW
  }

  public static Failure once(String verb, String path, Effect effect) {
    return new Failure(verb, Pattern.compile(path), effect, 1, 1);
  }

  public static Failure always(String verb, String path, Effect effect) {
    return new Failure(verb, Pattern.compile(path), effect, -1, 1);
  }

  public Failure times(int times) {
    return new Failure(verb, path, effect, times, seconds);
  }

  public Failure seconds(int wanted) {
    return new Failure(verb, path, effect, count, wanted);
  }

  boolean meets(String requestVerb, String requestPath) {
    return (verb.equals("*") || verb.equals(requestVerb)) && path.matcher(requestPath).find();
  }
}
