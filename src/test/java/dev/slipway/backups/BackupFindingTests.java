package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backups.BackupObjectsOf.Refusing;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Production data without a good backup that is young enough is a finding; what nobody could read
/// is none, and is told.
@SlipwayTest
class BackupFindingTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  @Autowired Backups backups;
  @Autowired BackupNotes notes;
  @Autowired BackupObjects.Reader reader;
  @Autowired BackupEdits edits;
  @Autowired Reports reports;
  @Autowired JdbcClient jdbc;

  private final String name = "pay" + UuidV7.next().toString().substring(26);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private Shipyard yard;
  private ClusterId cluster;

  @BeforeEach
  void start() {
    yard = new Shipyard(context);
    cluster = yard.bean(Clusters.class).require(yard.slug()).id();
    BackupStage.awaitFirstLook(context, cluster);
    yard.cluster().apply(FindingManifests.database(name));
    place(name, environment(name, EnvironmentClass.PRODUCTION));
  }

  @AfterEach
  void stop() {
    yard.close();
  }

  @Test
  void aStoreOfProductionThatNothingCopiesIsOneAndOneOfStagingIsNone() {
    var staged = "st" + name;
    yard.cluster().apply(FindingManifests.database(staged));
    place(staged, environment(staged, EnvironmentClass.STAGING));
    look();
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.known()).isTrue();
          assertThat(finding.data()).isEqualTo("StatefulSet default/" + name);
          assertThat(finding.why()).isEqualTo("Nothing copies it.");
        });
    assertThat(backups.overview().uncovered().stream().map(UncoveredStore::workload))
        .contains("StatefulSet default/" + staged);

    var vera = Visitor.signedIn(port, "vera");
    assertThat(
            Visitor.page(vera.get("/backups?q=" + name))
                .select("[aria-labelledby=h-findings]")
                .text())
        .contains("Production data without a good backup", name, "Nothing copies it.")
        .doesNotContain("Declare one");
    var all = Visitor.page(Visitor.signedIn(port, "jon").get("/backups"));
    assertThat(all.select("[aria-labelledby=h-uncovered]").text())
        .as("a finding is told once")
        .contains("StatefulSet default/" + staged)
        .doesNotContain("StatefulSet default/" + name + ",");
    var next = all.select("a[href='/backups/new?services=" + name + "']");
    assertThat(next.text()).isEqualTo("Declare one");
    assertThat(
            Visitor.page(Visitor.signedIn(port, "jon").get(next.attr("href")))
                .select("#services")
                .val())
        .isEqualTo(name);
    assertThat(Visitor.page(vera.get("/services/" + name + "/backups")).text())
        .containsOnlyOnce("Nothing copies it.")
        .contains("No good backup");
    assertThat(Visitor.page(vera.get("/services/" + name + "/env/" + name + "/backups")).text())
        .contains("No good backup", "Nothing copies it.");
    assertThat(Visitor.page(vera.get("/services/" + name + "/env/" + name + "/health")).html())
        .contains("/services/" + name + "/env/" + name + "/backups");
  }

  @Test
  void whatWasNotReadIsNotKnownAndNotBad() {
    var told = reader.read(cluster);
    notes.told(cluster, new Refusing(told, Kind.CRON_JOB).objects());
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.known()).isFalse();
          assertThat(finding.why()).isEqualTo("Not known: May not read CRON_JOB.");
        });
    look();
    notes.silent(cluster, "connection refused");
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.known()).isFalse();
          assertThat(finding.why()).contains("connection refused");
        });
    assertThat(
            Visitor.page(Visitor.signedIn(port, "vera").get("/services/" + name + "/backups"))
                .text())
        .contains("Not known")
        .doesNotContain("No good backup");
  }

  @Test
  void aGoodRunInTimeIsNoneUntilItIsOlderThanSomebodyAllowed() {
    yard.cluster().apply(FindingManifests.cron(name));
    look();
    assertThat(findings()).as("a first run that is still to come is no copy").hasSize(1);
    yard.cluster().apply(ranAt(now.minus(Duration.ofHours(3))));
    look();
    assertThat(findings()).isEmpty();

    edits.edit(new EditBackup(source(), null, 120, null, null, null), Actor.SYSTEM);
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.known()).isTrue();
          assertThat(finding.why())
              .startsWith(name + "-backup: The last good one is 3 h")
              .contains("at most 2 h are allowed");
          assertThat(finding.href()).isEqualTo("/backups/" + source());
        });
    // What the cluster does not tell now may have happened since.
    notes.told(cluster, new Refusing(reader.read(cluster), Kind.CRON_JOB).objects());
    assertThat(findings()).singleElement().satisfies(it -> assertThat(it.known()).isFalse());
    // A copy that is known to be young enough stays one.
    edits.edit(new EditBackup(source(), null, 600, null, null, null), Actor.SYSTEM);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aFailedRunIsNoneWhileAGoodOneIsYoungEnough() {
    yard.cluster().apply(FindingManifests.cron(name));
    yard.cluster().apply(ranAt(now.minus(Duration.ofHours(3))));
    look();
    jdbc.sql(
            """
            insert into backup_run (source, run, title, outcome, started_at, ended_at)
            values (?, 'late', 'late', 'failed', clock_timestamp() - interval '1 hour',
              clock_timestamp() - interval '59 minutes')
            """)
        .param(source())
        .update();
    assertThat(backups.byId(source()).state()).isEqualTo(BackupState.FAILING);
    assertThat(findings()).isEmpty();
    jdbc.sql("update backup_source set gone_at = clock_timestamp() where id = ?")
        .param(source())
        .update();
    assertThat(findings()).as("its object is gone, so nothing copies the store").hasSize(1);
  }

  @Test
  void dataThatNoClusterShowsIsNotKnownUntilItsBackupReports() {
    var outside = "rds" + name;
    var environment = environment(outside, EnvironmentClass.PRODUCTION);
    yard.cluster().apply(Shipyard.manifest(outside, "app:1.0.0"));
    register(outside);
    yard.bean(Placements.class)
        .place(
            new PlaceService(
                yard.bean(Services.class).require(outside).id(),
                environment,
                new WorkloadRef(cluster, "default", WorkloadKind.DEPLOYMENT, outside),
                "app"),
            Actor.SYSTEM);
    look();
    var id =
        edits.declare(
            new DeclareBackup(outside, List.of(outside), "", "", 60, "RDS", ""), Actor.SYSTEM);
    assertThat(of(outside))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.known()).isFalse();
          assertThat(finding.why()).contains("nothing has reported a run of it yet");
        });
    report(id, "a", now.minus(Duration.ofMinutes(30)));
    assertThat(of(outside)).isEmpty();
    edits.edit(new EditBackup(id, List.of(outside), 20, null, null, null), Actor.SYSTEM);
    assertThat(of(outside)).singleElement().satisfies(it -> assertThat(it.known()).isTrue());
  }

  @Test
  void aClaimWithoutAnyReportCoversNoStore() {
    edits.declare(
        new DeclareBackup(name + "-said", List.of(name), "@daily", "", null, "", ""), Actor.SYSTEM);
    look();
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.known()).isTrue();
          assertThat(finding.why()).startsWith(name + "-said is said to copy it.");
        });
  }

  private List<BackupFinding> findings() {
    return of(name);
  }

  private List<BackupFinding> of(String service) {
    return backups.overview().findings().stream()
        .filter(finding -> finding.service().slug().equals(service))
        .toList();
  }

  private void look() {
    notes.told(cluster, reader.read(cluster));
  }

  private UUID source() {
    return backups.overview().backups().stream()
        .filter(view -> view.name().equals(name + "-backup"))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private void report(UUID backup, String run, Instant started) {
    var key = reports.addKey(backup, Actor.SYSTEM);
    assertThat(
            reports.accept(
                backup.toString(),
                key,
                Actor.SYSTEM,
                () ->
                    new Report(
                        run, RunOutcome.SUCCEEDED, started, started.plusSeconds(60), null, "")))
        .isTrue();
  }

  private EnvironmentId environment(String slug, EnvironmentClass care) {
    yard.bean(Environments.class)
        .register(new RegisterEnvironment(slug, slug, care, 810), Actor.SYSTEM);
    return yard.bean(Environments.class).require(slug).id();
  }

  private void register(String service) {
    yard.bean(Services.class)
        .register(
            new RegisterService(
                service, service, "", yard.slug(), yard.slug(), 2, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
  }

  private void place(String service, EnvironmentId environment) {
    register(service);
    yard.bean(Placements.class)
        .place(
            new PlaceService(
                yard.bean(Services.class).require(service).id(),
                environment,
                new WorkloadRef(cluster, "default", WorkloadKind.STATEFUL_SET, service),
                "db"),
            Actor.SYSTEM);
  }

  private String ranAt(Instant started) {
    return FindingManifests.ran(yard.cluster(), name, started);
  }
}
