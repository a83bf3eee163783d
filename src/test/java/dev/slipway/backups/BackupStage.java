package dev.slipway.backups;

import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Placement;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.WantedAutoscaler;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/// A database on a simulated cluster and what makes its backups, for tests that go from a button to
/// a run. Kofi owns it.
public final class BackupStage implements AutoCloseable {

  static final Duration LONGEST = Duration.ofSeconds(60);

  final Shipyard yard;
  final String name = "mysql" + UuidV7.next().toString().substring(26);
  final ClusterId cluster;

  public BackupStage(ApplicationContext context) {
    yard = new Shipyard(context);
    cluster = yard.bean(Clusters.class).require(yard.slug()).id();
  }

  Placement database() {
    return yard.launch(name, "mysql:8.0.36");
  }

  /// A CronJob that is due once a year, so that only a plan starts it.
  void cronJob(String policy, String command) {
    cronJob(policy, command, false);
  }

  /// @param held whether its Jobs wait until somebody lets them begin
  void cronJob(String policy, String command, boolean held) {
    yard.cluster()
        .apply(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: %1$s-backup, namespace: default}
            spec:
              schedule: 17 3 1 1 *
              concurrencyPolicy: %2$s
              jobTemplate:
                metadata: {labels: {of: backup}, annotations: {note: kept}}
                spec:
                  backoffLimit: 1
                  suspend: %4$s
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                      - name: dump
                        image: mysql:8.0.36
                        command: [/bin/sh, -c, '%3$s']
                        env: [{name: MYSQL_PWD, value: hunter2-hunter2}]
            """
                .formatted(name, policy, command, held));
  }

  /// Velero with a location, a ConfigMap to be put back, and a schedule that is due once a year.
  void velero() {
    yard.cluster().apply(manifests("kinds", ""));
    yard.cluster()
        .apply(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: velero}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: default}
            data: {mode: careful}
            ---
            apiVersion: velero.io/v1
            kind: BackupStorageLocation
            metadata: {name: default, namespace: velero}
            spec: {provider: aws, objectStorage: {bucket: shop}}
            ---
            apiVersion: velero.io/v1
            kind: Schedule
            metadata: {name: %s-backup, namespace: velero}
            spec: {schedule: 17 3 1 1 *, template: {includedNamespaces: [default], ttl: 48h0m0s}}
            """
                .formatted(name));
    await()
        .atMost(LONGEST)
        .until(() ->
            yard.cluster()
                .read("backupstoragelocations.velero.io", "velero", "default")
                .filter(found -> found.at("/status/phase").asString("").equals("Available"))
                .isPresent());
    look();
  }

  void look() {
    yard.bean(BackupNotes.class).told(cluster, yard.bean(BackupObjects.Reader.class).read(cluster));
  }

  BackupView view() {
    return yard.bean(Backups.class).overview().backups().stream()
        .filter(view -> view.name().equals(name + "-backup"))
        .findFirst()
        .orElseThrow();
  }

  List<BackupRun> runs() {
    return yard.bean(Backups.class).runs(view().id(), Duration.ofDays(1), 10);
  }

  /// Asks for it in the browser: looks at the preview, then sends what its form holds.
  HttpResponse<String> ask(Visitor who, String kind, Map<String, String> typed) {
    return ask(who, view().id(), kind, typed);
  }

  HttpResponse<String> ask(Visitor who, UUID backup, String kind, Map<String, String> typed) {
    var path = "/backups/" + backup + "/change";
    var chosen =
        Stream.of("run", "from", "into")
            .filter(typed::containsKey)
            .map(name -> "&" + name + "=" + typed.get(name))
            .collect(Collectors.joining());
    var form = Visitor.page(who.get(path + "?kind=" + kind + chosen)).select("main form");
    var fields = new HashMap<String, String>();
    form.select("input[type=hidden]").forEach(input -> fields.put(input.attr("name"), input.val()));
    fields.putAll(typed);
    return who.post(path, fields);
  }

  /// A run of the backup, by the rules of this service.
  ProposeChange wish(String service) {
    return wish(ChangeKind.BACKUP_RUN, service, Set.of(), new ProposeChange.OfBackup(view().id()));
  }

  /// What is done with a source, by the rules of the database.
  ProposeChange wish(ChangeKind kind, UUID source) {
    return wish(kind, name, Set.of("caution"), new ProposeChange.OfBackup(source));
  }

  /// A restore, with its cautions accepted.
  ///
  /// @param into the namespace of a trial; null for one in place, with its name typed
  ProposeChange restore(String copy, @Nullable String into) {
    return wish(
        into == null ? ChangeKind.RESTORE : ChangeKind.RESTORE_TEST,
        name,
        Set.of("caution"),
        new ProposeChange.OfBackup(
            view().id(), copy, "default", into, into == null ? "default" : null));
  }

  private ProposeChange wish(
      ChangeKind kind, String service, Set<String> acknowledged, ProposeChange.OfBackup backup) {
    return new ProposeChange(
        kind,
        service,
        yard.slug(),
        Map.of(),
        null,
        null,
        null,
        null,
        WantedAutoscaler.NONE,
        null,
        null,
        "A test of the whole way",
        null,
        false,
        acknowledged,
        null,
        null,
        backup);
  }

  /// Waits for the portal's own first look at a cluster: the next one is a minute away, so what a
  /// test says that the cluster told stands until then.
  static void awaitFirstLook(ApplicationContext context, ClusterId cluster) {
    await()
        .atMost(LONGEST)
        .until(() -> context.getBean(ReadingRows.class).all().containsKey(cluster));
  }

  /// Documents of the demonstration that hold these words, such as one kind; all for none.
  static String manifests(String file, String words) {
    try (var stream = BackupStage.class.getResourceAsStream("/sandbox/" + file + ".yaml")) {
      var text =
          new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^---$", -1))
          .filter(document -> document.contains(words))
          .collect(Collectors.joining("---"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static UUID deployment(HttpResponse<String> answer) {
    var location = answer.headers().firstValue("Location").orElseThrow();
    return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
  }

  DeploymentSummary summary(UUID deployment) {
    return yard.bean(Deployments.class).byId(deployment).summary();
  }

  DeploymentSummary ended(UUID deployment) {
    return await()
        .atMost(LONGEST)
        .until(() -> summary(deployment), found -> !found.state().isActive());
  }

  List<ObjectNode> jobs() {
    return yard.cluster().list("jobs.batch", "default");
  }

  @Override
  public void close() {
    yard.close();
  }
}
