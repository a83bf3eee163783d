package dev.slipway.policies.spi;

import dev.slipway.identity.EnvironmentClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells what is proven of an image. Implemented by whoever keeps the evidence.
public interface ImageEvidence {

  /// What counts of the content with this digest where this service runs: of every kind and tool
  /// the newest, from those who may change the service in environments of this class.
  List<Piece> of(UUID service, String digest, EnvironmentClass environmentClass);

  /// Which commits the content with this digest brings, by everything that was said of that and
  /// counts there: nobody takes a statement back by a newer one. The same statement twice is one.
  ///
  /// @param most how many to give at most, the newest first
  List<Commits> commitsOf(UUID service, String digest, EnvironmentClass environmentClass, int most);

  /// The same of any image that was made of this commit, which may be abbreviated.
  List<Commits> commitsUpTo(
      UUID service, String commit, EnvironmentClass environmentClass, int most);

  /// The commits that the content with this digest was made of, as any evidence that counts there
  /// names them.
  ///
  /// @param most how many to give at most
  List<String> madeOf(UUID service, String digest, EnvironmentClass environmentClass, int most);

  /// What one statement says of the commits of an image.
  ///
  /// @param since the commit after which they begin, itself not among them
  /// @param commit the last of them
  /// @param lines the first line of each, and lines of any that tell of a breaking change
  record Commits(UUID id, String since, String commit, List<String> lines) {

    public Commits {
      lines = List.copyOf(lines);
    }
  }

  /// One piece of evidence.
  ///
  /// @param tool what found it out, such as `trivy`; empty where nobody said
  /// @param coverage percent of what was measured, or null
  /// @param findings how many of each severity, or null where nobody counted
  /// @param source who said so, in words
  record Piece(
      EvidenceKind kind,
      String tool,
      boolean passed,
      String summary,
      @Nullable BigDecimal coverage,
      @Nullable Findings findings,
      String source,
      Instant at) {

    /// Such as `scan by trivy`.
    public String name() {
      return tool.isEmpty() ? kind.words() : kind.words() + " by " + tool;
    }
  }

  /// How many findings a scan has of each severity.
  record Findings(int critical, int high, int medium, int low) {

    /// How many are as bad as this or worse.
    public int from(Severity worst) {
      return switch (worst) {
        case CRITICAL -> critical;
        case HIGH -> critical + high;
        case MEDIUM -> critical + high + medium;
        case LOW -> critical + high + medium + low;
      };
    }

    /// Such as `1 critical, 4 high`.
    public String words() {
      var words =
          Stream.of(Severity.values())
              .filter(severity -> count(severity) > 0)
              .map(severity -> count(severity) + " " + severity.slug())
              .collect(Collectors.joining(", "));
      return words.isEmpty() ? "no findings" : words;
    }

    private int count(Severity severity) {
      return switch (severity) {
        case CRITICAL -> critical;
        case HIGH -> high;
        case MEDIUM -> medium;
        case LOW -> low;
      };
    }
  }
}
