package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.backups.BackupActs.Copy;
import dev.slipway.backups.BackupActs.Wish;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/// A database with Velero beside it and one good copy, for tests that want to put it back.
final class RestoreStage implements AutoCloseable {

  final BackupStage backups;
  final String copy;

  RestoreStage(ApplicationContext context) {
    backups = new BackupStage(context);
    BackupStage.awaitFirstLook(context, backups.cluster);
    backups.database();
    backups.velero();
    copy = name() + "-backup-20261101031700";
    backup(copy, "Completed", Instant.now().plus(2, ChronoUnit.DAYS));
    backups.look();
  }

  String name() {
    return backups.name;
  }

  String slug() {
    return backups.yard.slug();
  }

  <T> T bean(Class<T> type) {
    return backups.yard.bean(type);
  }

  Actor owner() {
    return backups.yard.owner();
  }

  UUID source() {
    return backups.view().id();
  }

  /// A copy as Velero would have left it; what it holds is what is there now.
  void backup(String name, String phase, Instant expires) {
    backups
        .yard
        .cluster()
        .apply(
            """
            apiVersion: velero.io/v1
            kind: Backup
            metadata: {name: %1$s, namespace: velero, labels: {velero.io/schedule-name: %2$s-backup}}
            spec: {includedNamespaces: [default], storageLocation: default, ttl: 48h0m0s}
            status: {phase: %3$s, startTimestamp: '%4$s', completionTimestamp: '%4$s', expiration: '%5$s'}
            """
                .formatted(
                    name,
                    name(),
                    phase,
                    Instant.now().minusSeconds(7200).truncatedTo(ChronoUnit.SECONDS),
                    expires.truncatedTo(ChronoUnit.SECONDS)));
  }

  void delete(String path) {
    var cluster = backups.yard.cluster();
    var request =
        HttpRequest.newBuilder(URI.create(cluster.url() + path))
            .header("Authorization", "Bearer " + cluster.token())
            .DELETE()
            .build();
    try (var client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new AssertionError(failure);
    }
  }

  void namespace(String name) {
    backups
        .yard
        .cluster()
        .apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name));
  }

  /// A service whose namespace is not there yet.
  void expect(String namespace) {
    place(namespace, slug());
  }

  void place(String namespace, String team) {
    var name = "other-" + name();
    var service =
        bean(Services.class)
            .register(
                new RegisterService(
                    name, name, "", slug(), team, 2, Lifecycle.PRODUCTION, List.of()),
                Actor.SYSTEM);
    bean(Placements.class)
        .place(
            new PlaceService(
                service.id(),
                bean(Environments.class).require(slug()).id(),
                new WorkloadRef(backups.cluster, namespace, WorkloadKind.DEPLOYMENT, name),
                "app"),
            Actor.SYSTEM);
    await()
        .atMost(BackupStage.LONGEST)
        .until(() ->
            bean(Placements.class).all().stream()
                .anyMatch(placement -> placement.service().equals(service.id())));
  }

  PlanView preview(String run, String into) {
    return bean(BackupActs.class)
        .preview(
            new Wish(
                source(),
                ChangeKind.RESTORE_TEST,
                "",
                null,
                Set.of(),
                new Copy(run, "default", into, "")),
            owner());
  }

  /// A restore of the copy, with its cautions accepted.
  ///
  /// @param into the namespace of a trial; null for one in place, with its name typed
  ProposeChange restore(@Nullable String into) {
    return backups.restore(copy, into);
  }

  PlanView planned(@Nullable String into) {
    return bean(Plans.class).propose(restore(into), owner(), true);
  }

  UUID start(PlanView plan, String key) {
    return bean(Plans.class).start(plan.id(), plan.hash(), key, owner()).value();
  }

  void assertNothingAsked() {
    assertThat(backups.yard.cluster().list("restores.velero.io", "velero")).isEmpty();
    assertThat(bean(Drills.class).of(source())).isEmpty();
  }

  Actor actor(String handle) {
    var person = bean(People.class).byHandle(handle).orElseThrow();
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  void grant(String handle, Role role, String team) {
    var person = Objects.requireNonNull(actor(handle).person());
    bean(Grants.class)
        .give(
            new PersonId(person),
            role,
            bean(Teams.class).bySlug(team).orElseThrow().id(),
            null,
            "Of this test",
            Actor.SYSTEM);
  }

  @Override
  public void close() {
    backups.close();
  }
}
