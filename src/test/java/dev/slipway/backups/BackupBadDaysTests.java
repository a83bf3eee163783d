package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backups.BackupObjectsOf.Lacking;
import dev.slipway.backups.BackupObjectsOf.Refusing;
import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Velero absent, installed by half, away, and silent about a part.
@SlipwayTest
class BackupBadDaysTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  @Autowired Backups backups;
  @Autowired BackupNotes notes;
  @Autowired BackupObjects.Reader reader;
  @Autowired JdbcClient jdbc;

  private final String name = "nightly" + UuidV7.next().toString().substring(26);
  private Shipyard yard;
  private ClusterId cluster;

  @BeforeEach
  void start() {
    yard = new Shipyard(context);
    cluster = yard.bean(Clusters.class).require(yard.slug()).id();
    BackupStage.awaitFirstLook(context, cluster);
  }

  @AfterEach
  void stop() {
    yard.close();
  }

  @Test
  void aClusterWithoutVeleroIsInNoTrouble() {
    notes.told(cluster, reader.read(cluster));
    assertThat(troubles()).isEmpty();
    assertThat(sources()).isEmpty();
  }

  @Test
  void aVeleroThatIsTakenAwayProtectsNothingAnyMore() {
    install();
    notes.told(cluster, reader.read(cluster));
    var before = only();
    assertThat(before.state()).isEqualTo(BackupState.PENDING);

    notes.told(cluster, new Lacking(reader.read(cluster), Kind.VELERO_SCHEDULE).objects());
    assertThat(only().state()).isEqualTo(BackupState.NOT_COVERED);
    assertThat(troubles()).isEmpty();
    assertThat(offered()).contains("Its object is not in the cluster any more.");
  }

  @Test
  void schedulesWithoutAKindForTheirPlaceAreAVeleroByHalf() {
    install();
    notes.told(cluster, new Lacking(reader.read(cluster), Kind.VELERO_LOCATION).objects());
    assertThat(only().state()).isEqualTo(BackupState.FAILING);
    assertThat(only().standing().reason()).startsWith("Velero is installed by half");
    assertThat(offered()).contains("Velero is installed by half");
  }

  @Test
  void schedulesWithoutAKindForTheirBackupsAreUnknown() {
    install();
    notes.told(cluster, new Lacking(reader.read(cluster), Kind.VELERO_BACKUP).objects());
    assertThat(only().state()).isEqualTo(BackupState.UNKNOWN);
    assertThat(troubles()).containsExactly(yard.slug() + ": This cluster has no VELERO_BACKUP.");
  }

  @Test
  void whatMayNotBeListedIsNeitherGoodNorGone() {
    install();
    var read = reader.read(cluster);
    notes.told(cluster, read);
    notes.told(cluster, new Refusing(read, Kind.VELERO_SCHEDULE).objects());
    assertThat(only().state()).isEqualTo(BackupState.UNKNOWN);
    assertThat(only().standing().reason()).isEqualTo("May not read VELERO_SCHEDULE.");

    notes.told(cluster, new Refusing(read, Kind.VELERO_LOCATION).objects());
    assertThat(only().standing().cautions())
        .contains(
            "Whether its storage location answers is not known: May not read VELERO_LOCATION.");
    assertThat(troubles()).containsExactly(yard.slug() + ": May not read VELERO_LOCATION.");
  }

  @Test
  void aRemovedClusterTakesItsSourcesWithItUnlessTheyWereSeenAMomentAgo() {
    install();
    notes.told(cluster, reader.read(cluster));
    var id = only().id();
    var clusters = yard.bean(Clusters.class);
    clusters.remove(cluster, "it is switched off", Actor.SYSTEM);
    var known = clusters.all().stream().map(ClusterView::id).collect(Collectors.toSet());
    assertThat(known).doesNotContain(cluster);
    // Another replica may know it already, or still.
    notes.keepOnly(known);
    assertThat(backups.byId(id).state()).isEqualTo(BackupState.UNKNOWN);

    jdbc.sql("update backup_source set seen_at = seen_at - interval '6 minutes' where id = ?")
        .param(id)
        .update();
    notes.keepOnly(known);
    assertThat(backups.byId(id).state()).isEqualTo(BackupState.NOT_COVERED);
    assertThat(backups.byId(id).standing().reason())
        .startsWith("Its cluster is not known to this portal any more.");
  }

  @Test
  void aVeleroThatLooksAfterNothingIsOfferedNoRun() {
    install();
    yard.cluster()
        .apply(
            """
            apiVersion: velero.io/v1
            kind: BackupStorageLocation
            metadata: {name: default, namespace: velero}
            spec: {provider: aws, validationFrequency: 1000h0m0s, objectStorage: {bucket: shop}}
            status: {phase: Unavailable, message: the bucket is gone}
            """);
    notes.told(cluster, reader.read(cluster));
    assertThat(only().state()).isEqualTo(BackupState.FAILING);
    assertThat(offered())
        .contains("unavailable: the bucket is gone", "starts now has nowhere to go");
  }

  private void install() {
    yard.cluster().apply(BackupStage.manifests("kinds", ""));
    yard.cluster()
        .apply(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: velero}
            ---
            apiVersion: velero.io/v1
            kind: BackupStorageLocation
            metadata: {name: default, namespace: velero}
            spec: {provider: aws, objectStorage: {bucket: shop}}
            status: {phase: Available, lastValidationTime: '%2$s'}
            ---
            apiVersion: velero.io/v1
            kind: Schedule
            metadata: {name: %1$s, namespace: velero}
            spec: {schedule: 17 3 1 1 *, template: {includedNamespaces: [default]}}
            """
                .formatted(name, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  private String offered() {
    var jon = Visitor.signedIn(port, "jon");
    return Visitor.page(jon.get(only().href())).select("header .actions").text();
  }

  private BackupView only() {
    return sources().getFirst();
  }

  private List<BackupView> sources() {
    return backups.overview().backups().stream()
        .filter(view -> view.clusterSlug().equals(yard.slug()))
        .toList();
  }

  private List<String> troubles() {
    return backups.overview().troubles().stream()
        .filter(trouble -> trouble.startsWith(yard.slug()))
        .toList();
  }
}
