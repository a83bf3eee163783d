package dev.slipway.backups;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody tried whether a backup can be put back.
///
/// @param passed null for a trial that brought its objects back while nobody said yet whether they
///   work
/// @param nextDue by when it should be tried again, or null
/// @param namespace of a trial; empty for one that was recorded by hand
/// @param answer what a person said of a trial, and who; empty where nobody did
public record Drill(
    UUID id,
    LocalDate doneOn,
    @Nullable Boolean passed,
    String note,
    @Nullable LocalDate nextDue,
    String by,
    Instant recordedAt,
    String namespace,
    String answer) {

  /// Whether a person has still to say how it went.
  public boolean isOpen() {
    return passed == null;
  }

  public String look() {
    return passed == null ? "unknown" : passed ? "succeeded" : "failed";
  }

  public String word() {
    return passed == null
        ? "Not judged yet"
        : passed ? (answer.isEmpty() ? "Put back" : "Works") : "Failed";
  }
}
