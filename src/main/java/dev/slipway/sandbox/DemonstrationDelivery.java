package dev.slipway.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What Argo CD with self-heal does to QuizMentor: what pods run and how large they are, where it
/// differs from the manifests, is put back after a while. As long as the application's automatic
/// sync is paused nothing is.
@Component
@InSandbox
class DemonstrationDelivery {

  private static final String OWNED = "quizmentor";
  private static final String APPLICATIONS = "argocd";
  private static final String MANAGER = "argocd-controller";

  private final SandboxClusters clusters;
  private final Clock clock;
  private final Duration delay;
  private @Nullable Instant driftSince;

  DemonstrationDelivery(SandboxClusters clusters, Clock clock, SandboxProperties properties) {
    this.clusters = clusters;
    this.clock = clock;
    this.delay = properties.selfHeal();
  }

  @Scheduled(fixedDelay = 5, initialDelay = 30, timeUnit = TimeUnit.SECONDS)
  void look() {
    var now = clock.instant();
    if (!clusters.heals(OWNED, APPLICATIONS, OWNED) || !clusters.drifted(OWNED)) {
      driftSince = null;
    } else if (driftSince == null) {
      driftSince = now;
    } else if (!driftSince.plus(delay).isAfter(now)) {
      clusters.applyAs(OWNED, MANAGER);
      driftSince = null;
    }
  }
}
