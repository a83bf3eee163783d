package dev.slipway.sandbox;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Via;
import dev.slipway.plans.Operations;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.sandbox.Storyteller.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is going on when a visitor arrives: somebody waits for an approval, a rollout is under way,
/// and one service is not well because somebody used `kubectl`. Topped up at every start, over the
/// same roads as any change.
@Component
@InSandbox
class DemonstrationStory {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String STUDENT = "registry.emis.local/student-service:";
  private static final String BROKEN = "registry.emis.local/api-gateway:broken-1.0.2";
  private static final String VOTE = "registry.voting.local/vote:";

  private final SandboxClusters clusters;
  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final LiveWorkloads live;
  private final ClusterGateway cluster;
  private final Plans plans;
  private final Operations operations;
  private final People people;
  private final JdbcClient jdbc;
  private final Storyteller teller = new Storyteller();

  DemonstrationStory(
      SandboxClusters clusters,
      Services services,
      Environments environments,
      Placements placements,
      LiveWorkloads live,
      ClusterGateway cluster,
      Plans plans,
      Operations operations,
      People people,
      JdbcClient jdbc) {
    this.clusters = clusters;
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.live = live;
    this.cluster = cluster;
    this.plans = plans;
    this.operations = operations;
    this.people = people;
    this.jdbc = jdbc;
  }

  /// Runs beside the start: the clusters need some seconds until their workloads are seen and well.
  void topUp() {
    teller.begin(
        List.of(
            new Part("The waiting approval of student-service", this::pendingApproval),
            new Part("The rollout of vote", this::runningRollout),
            new Part("The degraded api-gateway", this::degradedService)));
  }

  Telling telling() {
    return teller.telling();
  }

  private void pendingApproval() throws InterruptedException {
    var student = settled("student-service", "production");
    if (waits(student.placement())) {
      return;
    }
    var wanted = student.runs("1.0.1") ? "1.1.0" : "1.0.1";
    plans.propose(
        wish(
            ChangeKind.ROLLOUT,
            "student-service",
            "production",
            Map.of("", STUDENT + wanted),
            "Students were enrolled twice",
            "EMIS-482"),
        person("ada"),
        true);
  }

  private void runningRollout() throws InterruptedException {
    var vote = settled("vote", "dev");
    if (operations.activeOn(vote.placement().id()).isPresent()) {
      return;
    }
    var change =
        vote.runs("slow-1.4.2")
            ? wish(ChangeKind.RESTART, "vote", "dev", Map.of(), "Nightly restart", null)
            : wish(
                ChangeKind.ROLLOUT,
                "vote",
                "dev",
                Map.of("", VOTE + "slow-1.4.2"),
                "Try the new ballot",
                "VOTE-77");
    var ada = person("ada");
    var plan = plans.propose(change, ada, true);
    plans.start(plan.id(), plan.hash(), UUID.randomUUID().toString(), ada);
  }

  private void degradedService() throws InterruptedException {
    if (isBroken(placement("api-gateway", "production"))) {
      return;
    }
    var gateway = settled("api-gateway", "production");
    if (gateway.state().health() == Health.HEALTHY) {
      clusters.setImageByKubectl(
          "emis", gateway.placement().workload(), gateway.placement().container(), BROKEN);
    }
  }

  private boolean waits(Placement placement) {
    return jdbc.sql(
                """
                select count(*) from plan p join plan_status s on s.plan = p.id
                where p.placement = ? and s.state in ('PENDING_APPROVAL', 'APPROVED')
                  and p.not_after > clock_timestamp()
                """)
            .param(placement.id().value())
            .query(Long.class)
            .single()
        > 0;
  }

  /// Waits until a workload is seen and has come to rest, for as long as a visitor is patient.
  private Actual settled(String service, String environment) throws InterruptedException {
    var placement = placement(service, environment);
    var tries = PATIENCE.toSeconds();
    while (tries-- > 0) {
      var state = live.state(placement.workload());
      if (state.isPresent()
          && isNow(placement, state.get())
          && state.get().ready() == state.get().desired()
          && state.get().rollout() == RolloutVerdict.COMPLETE
          && live.freshness(placement.workload().cluster()).state() == Freshness.State.LIVE) {
        return new Actual(placement, state.get());
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new DomainFailure(
        ProblemType.CONFLICT,
        "%s in %s did not come to rest within %d s."
            .formatted(service, environment, PATIENCE.toSeconds()));
  }

  /// What is seen may be a moment older than the reset.
  private boolean isNow(Placement placement, WorkloadState seen) {
    return cluster
        .read(placement.workload())
        .filter(live -> live.templateHash().equals(seen.templateHash()))
        .isPresent();
  }

  private boolean isBroken(Placement placement) {
    return cluster
        .read(placement.workload())
        .filter(live -> live.spec().path("template").toString().contains(BROKEN))
        .isPresent();
  }

  private Placement placement(String service, String environment) {
    return placements
        .at(services.require(service).id(), environments.require(environment).id())
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.NOT_FOUND,
                "%s was taken off %s; place it there again.".formatted(service, environment)));
  }

  private Actor person(String handle) {
    var person = people.byHandle(handle).orElseThrow();
    return new Actor(person.id().value(), person.name(), Via.SESSION, null, null, null);
  }

  private static ProposeChange wish(
      ChangeKind kind,
      String service,
      String environment,
      Map<String, String> images,
      String reason,
      @Nullable String ticket) {
    return new ProposeChange(
        kind,
        service,
        environment,
        images,
        null,
        null,
        null,
        null,
        null,
        reason,
        ticket,
        true,
        Set.of(),
        null);
  }

  private record Actual(Placement placement, WorkloadState state) {

    boolean runs(String version) {
      return state.images().stream().anyMatch(image -> image.image().contains(":" + version));
    }
  }
}
