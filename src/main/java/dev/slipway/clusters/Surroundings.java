package dev.slipway.clusters;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything in a cluster that decides how a workload runs: its containers, their configuration,
/// the network before it, its storage, who scales it, what its namespace allows. Read on demand, in
/// words that can be laid beside those of another environment. Never the content of a Secret.
public record Surroundings(List<Topic> topics) {

  /// What belongs together.
  ///
  /// @param gaps what could not be read, each with the reason; the rest is still true
  public record Topic(String id, String title, List<Item> items, List<String> gaps) {}

  /// One object, or one part of the workload.
  ///
  /// @param kind such as `ConfigMap` or `Container`
  /// @param remarks what is wrong or missing with it, if anything
  public record Item(String kind, String name, List<Fact> facts, List<String> remarks) {}

  /// One thing that can be said of an item.
  ///
  /// @param percent how much of a bound is used, or null where there is none
  /// @param mark equal for equal values that are not shown, and of no other meaning; null for
  ///   others
  public record Fact(String label, String value, @Nullable Integer percent, @Nullable String mark) {

    public Fact(String label, String value, @Nullable Integer percent) {
      this(label, value, percent, null);
    }

    public static Fact of(String label, String value) {
      return new Fact(label, value, null);
    }
  }

  /// Reads them from the cluster: one call after the other, within a few seconds in all. What a
  /// cluster refuses or does not know is left out and said.
  public interface Reader {

    /// Empty if there is no such workload.
    Optional<Surroundings> around(WorkloadRef ref);
  }
}
