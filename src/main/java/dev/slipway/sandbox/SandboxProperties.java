package dev.slipway.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What may be set under `slipway.sandbox`.
///
/// @param demonstration `full` for the story with its systems and history, `none` for the people
///   alone
/// @param story whether something is going on at every start: a waiting approval, a rollout, a
///   degraded service
/// @param attach kubeconfig files of simulators that already run as processes of their own; the
///   sandbox then starts none
/// @param selfHeal how long a change of a workload that Argo CD owns lasts until it is put back
/// @param metricsPort where the simulated Prometheus listens on loopback; 0 takes any free port
/// @param speed how much faster than a cluster the simulated one works
@ConfigurationProperties("slipway.sandbox")
record SandboxProperties(
    @DefaultValue("full") Story demonstration,
    @DefaultValue("true") boolean story,
    @DefaultValue List<Path> attach,
    @DefaultValue("90s") Duration selfHeal,
    @DefaultValue("0") int metricsPort,
    @DefaultValue("1") double speed) {

  /// How much of the demonstration is set up.
  enum Story {
    FULL,
    NONE
  }
}
