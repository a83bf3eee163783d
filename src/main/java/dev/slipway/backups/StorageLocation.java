package dev.slipway.backups;

import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where Velero puts backups. A look at it that is long ago is the only sign of a Velero that is
/// down: nothing else tells.
///
/// @param phase as Velero says it, or `Missing`
/// @param everySeconds how often Velero is told to look after it
record StorageLocation(
    String name,
    String phase,
    boolean readOnly,
    @Nullable Instant validatedAt,
    long everySeconds,
    String message) {

  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final int MISSED = 5;

  /// Whether what lies there could be fetched, as far as Velero says.
  boolean canBeRead() {
    return !phase.equals("Missing") && !phase.equals("Unavailable");
  }

  /// Why nothing can be fetched from there, in a sentence; empty where it can. Read-only is enough.
  String faultForReading(Instant now) {
    return new StorageLocation(name, phase, false, validatedAt, everySeconds, message).fault(now);
  }

  /// Why no backup can be put there or none will come, in a sentence; empty where it takes them.
  String fault(Instant now) {
    if (phase.equals("Missing")) {
      return "Its storage location %s does not exist.".formatted(name);
    }
    if (phase.equals("Unavailable")) {
      return "Its storage location %s is unavailable%s"
          .formatted(name, message.isEmpty() ? "." : ": " + message);
    }
    if (readOnly) {
      return "Its storage location %s is read-only: every backup to it fails.".formatted(name);
    }
    var told = Duration.ofSeconds(Math.clamp(everySeconds, 60, 31_536_000));
    var allowed = told.multipliedBy(MISSED);
    var patience = allowed.compareTo(SHORTEST) > 0 ? allowed : SHORTEST;
    if (validatedAt == null || validatedAt.isBefore(now.minus(patience))) {
      return "Velero last looked after its storage location %s %s, and is told to every %s: Velero itself may be down."
          .formatted(
              name,
              validatedAt == null ? "never" : Times.relative(validatedAt, now),
              Times.duration(told));
    }
    return "";
  }
}
