package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterUnreachable;
import org.jspecify.annotations.Nullable;

/// Reads of an API server that change nothing.
///
/// Failures are {@link ClusterUnreachable}: what a cluster refuses is an answer.
interface Questions {

  Answer get(String path);

  /// Asks a question that is put as a POST and changes nothing.
  Answer ask(String path, String body);

  ClusterUnreachable unreachable(String why, @Nullable Throwable cause);
}
