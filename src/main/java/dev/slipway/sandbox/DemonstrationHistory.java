package dev.slipway.sandbox;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.PastDeployment;
import dev.slipway.deployments.PastDeployments;
import dev.slipway.identity.People;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Some months of releases before the day on which the demonstration begins. They end with what
/// runs.
@Component
@InSandbox
class DemonstrationHistory {

  private final PastDeployments past;
  private final People people;
  private final Clock clock;

  DemonstrationHistory(PastDeployments past, People people, Clock clock) {
    this.past = past;
    this.people = people;
    this.clock = clock;
  }

  /// Writes the past of one placement, if the story has one.
  void write(Placement placement, String service, String environment, LiveObject live) {
    var production = environment.equals("production");
    var releases = DemonstrationReleases.of(service, production);
    if (releases.isEmpty()) {
      return;
    }
    var repository = repository(live, placement.container());
    List<PastDeployment> deployments = new ArrayList<>();
    var running = "";
    for (var release : releases) {
      deployments.add(
          deployment(
              release, ChangeKind.ROLLOUT, running, release.version(), repository, production));
      if (release.backTo() == null) {
        running = release.version();
      } else {
        var back =
            new Release(release.backTo(), release.daysAgo(), "mira", "5xx after the rollout");
        deployments.add(
            deployment(
                back, ChangeKind.ROLLBACK, release.version(), back.version(), repository, false));
        running = release.backTo();
      }
    }
    past.record(placement, live, deployments);
  }

  private PastDeployment deployment(
      Release release,
      ChangeKind kind,
      String from,
      String to,
      String repository,
      boolean approved) {
    var rollback = kind == ChangeKind.ROLLBACK;
    // The same minute every time, spread over the working day by the version that was rolled out;
    // a rollback follows its rollout.
    var released = rollback ? from : to;
    var minutes = Math.floorMod(released.hashCode(), 7 * 60) + (rollback ? 25 : 0);
    var began =
        clock
            .instant()
            .atZone(ZoneOffset.UTC)
            .toLocalDate()
            .minusDays(release.daysAgo())
            .atTime(LocalTime.of(8, 30))
            .plusMinutes(minutes)
            .toInstant(ZoneOffset.UTC);
    var who = people.byHandle(release.by()).orElseThrow();
    return new PastDeployment(
        kind,
        release.backTo() == null ? DeploymentState.SUCCEEDED : DeploymentState.ROLLED_BACK,
        from,
        to,
        repository + ":" + to,
        who.id(),
        who.name(),
        release.reason(),
        approved ? List.of("Mira") : List.of(),
        began,
        began.plus(took(to)));
  }

  /// About what the simulated clusters need for a handful of pods: what a rollout usually takes is
  /// said from the past, and has to be true of the next one.
  private static Duration took(String version) {
    return Duration.ofSeconds(6 + Math.floorMod(version.hashCode() * 31, 14));
  }

  private static String repository(LiveObject live, String container) {
    for (var each : live.spec().path("template").path("spec").path("containers")) {
      if (each.path("name").asString("").equals(container)) {
        var image = each.path("image").asString("");
        return image.substring(0, image.lastIndexOf(':'));
      }
    }
    throw new IllegalStateException("no container " + container + " in " + live.ref());
  }
}
