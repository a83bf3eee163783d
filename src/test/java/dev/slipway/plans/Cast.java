package dev.slipway.plans;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Way;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// People, a service and an environment of their own, and changes drafted by hand.
class Cast {

  final FakeCluster cluster = new FakeCluster();
  final AtomicReference<Progress.Step> settles = new AtomicReference<>(Progress.Step.DONE);
  final TeamSummary team;
  final PersonSummary ada;
  final PersonSummary mira;
  final PersonSummary jon;
  final ServiceView service;
  final EnvironmentView environment;
  final ApplicationContext context;
  private final ClusterId clusterId = ClusterId.next();

  Cast(ApplicationContext context, EnvironmentClass environmentClass) {
    this.context = context;
    var unique = UuidV7.next().toString().substring(24);
    team = bean(Teams.class).create("team-" + unique, "Team " + unique, Actor.SYSTEM);
    ada = person("ada-" + unique, Role.DEVELOPER);
    mira = person("mira-" + unique, Role.APPROVER);
    jon = person("jon-" + unique, Role.APPROVER);
    bean(Systems.class).register(new RegisterSystem("sys-" + unique, "Sys", ""), Actor.SYSTEM);
    service = register("app-" + unique, "sys-" + unique);
    environment =
        bean(Environments.class)
            .register(
                new RegisterEnvironment("env-" + unique, "Env " + unique, environmentClass, 500),
                Actor.SYSTEM);
    bean(JdbcClient.class)
        .sql(
            """
            insert into cluster (id, slug, name, server, configured)
            values (:id, :slug, 'Played', 'https://played.invalid', true)
            """)
        .param("id", clusterId.value())
        .param("slug", "played-" + unique)
        .update();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private PersonSummary person(String handle, Role role) {
    var person = bean(People.class).register(handle, handle, Actor.SYSTEM);
    bean(Grants.class).give(person.id(), role, team.id(), null, "test", Actor.SYSTEM);
    return person;
  }

  private ServiceView register(String slug, String system) {
    return bean(Services.class)
        .register(
            new RegisterService(
                slug, slug, "", system, team.slug(), 2, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
  }

  static Actor actor(PersonSummary person) {
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  /// A workload of its own, placed as a service of its own.
  Placement placement() {
    var name = "app-" + UuidV7.next().toString().substring(24);
    var ref = new WorkloadRef(clusterId, "default", WorkloadKind.DEPLOYMENT, name);
    cluster.at(ref);
    var placed = register(name, service.systemSlug());
    return bean(Placements.class)
        .place(new PlaceService(placed.id(), environment.id(), ref, "app"), Actor.SYSTEM);
  }

  FakeCluster.Workload workload(Placement placement) {
    return cluster.at(placement.workload());
  }

  Draft draft(Placement placement, ChangeKind kind, Way way) {
    var content = JsonNodeFactory.instance.objectNode();
    JsonNode template = null;
    switch (kind) {
      case ROLLOUT -> content.put("image", "app:1.0.1");
      case ROLLBACK -> {
        content.put("templateHash", "0.9.0");
        template = JsonNodeFactory.instance.objectNode().put("image", "app:0.9.0").put("stamp", "");
      }
      case SCALE -> content.put("replicas", 5);
      case RESTART -> content.put("stamp", "2026-11-20T15:42:00Z");
      case PAUSE, RESUME -> content.put("paused", kind == ChangeKind.PAUSE);
      case RESOURCES -> content.put("size", "2Gi");
      case PAUSE_SYNC, RESUME_SYNC -> content.putObject("automated");
      case BACKUP_RUN, BACKUP_SUSPEND, BACKUP_RESUME, RESTORE_TEST, RESTORE ->
          content.put("run", "nightly-1");
    }
    var live = cluster.read(placement.workload()).orElseThrow();
    var service = bean(Services.class).byId(placement.service()).orElseThrow();
    var change =
        new ProposedChange(
            service,
            environment,
            new ChangeFacts(
                kind,
                placement.id().value(),
                way,
                List.of("app:1.0.1@sha256:" + "a".repeat(64)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                kind == ChangeKind.SCALE ? 5 : null,
                false,
                null));
    var wish =
        new ProposeChange(
            kind,
            service.slug(),
            environment.slug(),
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            "Two schools saw pupils enrolled twice",
            null,
            false,
            Set.of(),
            null);
    var prepared =
        new Prepared(
            content,
            template,
            kind.slug() + " of " + placement.workload().name(),
            "1.0.0",
            "1.0.1",
            List.of(new DiffLine('-', "image: app:1.0.0"), new DiffLine('+', "image: app:1.0.1")),
            List.of("Mails already sent"),
            false,
            null,
            change);
    var base = new FakeAction(kind, settles, cluster).baseHash(content, live);
    var config = cluster.configMapHashes(placement.workload(), live.spec().path("template"));
    return new Draft(wish, service, environment, placement, live, base, prepared, config);
  }
}
