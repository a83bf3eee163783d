package dev.slipway.backups;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.spi.Action;
import dev.slipway.plans.spi.Progress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What all changes around backups have in common: the watches do not see their objects, so the
/// cluster is asked, and a cluster that does not answer has said nothing yet.
abstract class BackupAction implements Action {

  /// A dump of a large store takes hours, and so does putting it back; until then nobody has to
  /// look after it.
  private static final Duration LONGEST = Duration.ofHours(12);

  final BackupPlanning planning;

  BackupAction(BackupPlanning planning) {
    this.planning = planning;
  }

  /// How it goes, by what the cluster answers now.
  ///
  /// @throws ClusterUnreachable if it does not answer
  abstract Progress asked(JsonNode content, ClusterId cluster, Sent sent);

  @Override
  public final @Nullable String baseHash(JsonNode content, WorkloadState state) {
    return null;
  }

  @Override
  public final Progress progress(JsonNode content, WorkloadState state, Sent sent) {
    try {
      return asked(content, state.ref().cluster(), sent);
    } catch (ClusterUnreachable silent) {
      return new Progress(
          Progress.Step.GOING, 10, Objects.requireNonNullElse(silent.getMessage(), "No answer"));
    }
  }

  /// The limit of what something else works on meanwhile.
  static Duration atMost(Duration usual) {
    return usual.compareTo(LONGEST) > 0 ? usual : LONGEST;
  }
}
