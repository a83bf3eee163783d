package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Via;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.PlanState;
import dev.slipway.plans.Plans;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a backup holds comes back: beside what runs to try it, and in its place by two people.
@SlipwayTest
@Tag("slow")
class RestoreTests {

  /// What takes traffic, is acted on by an operator, or does work, wherever it is.
  private static final String IN_THE_WAY =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: shop
        namespace: default
        annotations: {external-dns.alpha.kubernetes.io/hostname: shop.example.org}
      spec: {clusterIP: None, selector: {app: shop}, ports: [{port: 80}]}
      ---
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata: {name: shop, namespace: default}
      spec: {encryptedData: {}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: once, namespace: default, labels: {job-name: once}}
      spec: {containers: [{name: main, image: registry.example.org/once:1}]}
      """;

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private BackupStage stage;
  private Visitor kofi;
  private UUID source;
  private String copy;

  @BeforeEach
  void prepare() {
    stage = new BackupStage(context);
    BackupStage.awaitFirstLook(context, stage.cluster);
    stage.database();
    kofi = Visitor.signedIn(port, "kofi");
    stage.velero();
    stage.yard.cluster().apply(IN_THE_WAY);
    source = stage.view().id();
    succeeds("backup-run", Map.of("reason", "Something to put back"));
    stage.look();
    copy = stage.runs().getFirst().key();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aTrialComesBackBesideWhatRunsAndIsADrillOnceAPersonSaysThatItWorks() {
    var trial = stage.name + "-trial";
    var page = change("restore-test", Map.of());
    assertThat(page.select("main").text())
        .contains("Try to restore default of backup " + copy + " into default-drill")
        .contains("no Service, route, certificate", "nothing that an operator acts on")
        .contains("No Service comes", "stays until somebody deletes it");
    var done = succeeds("restore-test", wanted(Map.of("into", trial, "acknowledged", "caution")));
    assertThat(done.why()).contains("is complete", "0 errors, 0 warnings");
    assertThat(
            Visitor.page(kofi.get("/deployments/" + done.id()))
                .select("[aria-labelledby=h-next]")
                .text())
        .contains("say so on the page of the backup");
    assertThat(stage.yard.cluster().read("deployments.apps", trial, stage.name)).isPresent();
    assertThat(
            stage
                .yard
                .cluster()
                .read("configmaps", trial, "settings")
                .orElseThrow()
                .at("/data/mode")
                .asString())
        .isEqualTo("careful");
    assertThat(stage.yard.cluster().read("services", trial, "shop")).as("a name in DNS").isEmpty();
    assertThat(stage.yard.cluster().read("sealedsecrets.bitnami.com", trial, "shop")).isEmpty();
    assertThat(stage.yard.cluster().read("pods", trial, "once")).as("of a Job").isEmpty();

    var today = LocalDate.now(ZoneOffset.UTC);
    var drills = context.getBean(Drills.class);
    var open = drills.of(source).getFirst();
    assertThat(open.passed()).as("objects are back, and that is all").isNull();
    assertThat(open.nextDue()).isNull();
    assertThat(open.doneOn()).isBetween(today.minusDays(1), today);
    assertThat(open.by()).isEqualTo("Kofi");
    assertThat(open.note()).contains("default of " + copy + " into " + trial);
    assertThat(drillsShown())
        .contains("nobody said yet", "In " + trial + " now", "workload")
        .contains("kubectl delete namespace " + trial)
        .doesNotContain("Put back", "next due");
    assertThat(Visitor.page(kofi.get("/backups?q=" + stage.name)).select("main").text())
        .contains("nobody said yet whether they work");

    var path = "/backups/" + source + "/drills/" + open.id();
    assertThat(kofi.post(path, Map.of("works", "yes", "said", " ")).statusCode()).isEqualTo(422);
    var words = Map.of("works", "yes", "said", "The settings are careful");
    assertThat(Visitor.signedIn(port, "vera").post(path, words).statusCode()).isEqualTo(403);
    assertThat(kofi.post(path, words).statusCode()).isEqualTo(302);
    assertThat(kofi.post(path, Map.of("works", "no", "said", "Not so")).statusCode())
        .isEqualTo(409);
    assertThat(drills.of(source))
        .singleElement()
        .satisfies(drill -> {
          assertThat(drill.passed()).isTrue();
          assertThat(drill.nextDue()).isEqualTo(drill.doneOn().plusDays(90));
        });
    assertThat(drillsShown()).contains("Works", "Kofi: The settings are careful", "next due");
    assertThat(Visitor.page(kofi.get("/backups?q=" + stage.name)).select("main").text())
        .contains("put back on " + today.getYear());
    assertThat(
            jdbc.sql("select action from audit.audit_event where subject_id = ?")
                .param(source.toString())
                .query(String.class)
                .list())
        .contains("backup.drill-recorded", "backup.drill-judged");

    var again = change("restore-test", Map.of("into", trial));
    assertThat(again.select("main").text())
        .contains("This cannot be planned now", "Namespace " + trial + " is there already");

    stage.yard.cluster().restore(BackupStage.manifests("kinds", ""));
    await()
        .atMost(BackupStage.LONGEST)
        .until(() -> stage.yard.cluster().read("namespaces", "", trial).isEmpty());
    assertThat(stage.yard.cluster().read("namespaces", "", "velero")).isPresent();
  }

  @Test
  void aRestoreTakesTheTypedNameAndASecondPerson() {
    stage
        .yard
        .cluster()
        .apply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: default}, data: {mode: broken}}");
    var refused =
        stage.ask(
            kofi,
            source,
            "restore",
            wanted(Map.of("reason", "The settings are lost", "confirmed", stage.name)));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Type default");

    var answer =
        stage.ask(
            kofi,
            source,
            "restore",
            wanted(
                Map.of(
                    "reason", "The settings are lost",
                    "confirmed", "default",
                    "acknowledged", "caution")));
    assertThat(answer.headers().firstValue("Location").orElse("")).contains("/plans/");
    var plan = new PlanId(BackupStage.deployment(answer));
    var plans = context.getBean(Plans.class);
    var waiting = plans.byId(plan);
    assertThat(waiting.state()).isEqualTo(PlanState.PENDING_APPROVAL);
    assertThat(Visitor.page(kofi.get("/plans/" + plan.value())).select("main").text())
        .contains("A restore takes two people everywhere", "What stays")
        .contains("what is missing in namespace default (" + stage.name + ")", "none is deleted")
        .contains("it writes over what the volume holds");
    var request = Objects.requireNonNull(waiting.approval());
    var approvals = context.getBean(Approvals.class);
    var decide = new Decide(request, waiting.hash(), true, "Looked at it");
    assertThatThrownBy(() -> approvals.decide(decide, stage.yard.owner()))
        .isInstanceOf(DomainFailure.class);
    approvals.decide(decide, approver());
    await()
        .atMost(BackupStage.LONGEST)
        .until(() -> approvals.standing(request).state() == ApprovalStanding.State.MET);

    var operation =
        plans.start(plan, waiting.hash(), UUID.randomUUID().toString(), stage.yard.owner());
    var done = stage.ended(operation.value());
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(done.why()).contains("1 warning. ", "velero restore describe --details names them");
    assertThat(
            stage
                .yard
                .cluster()
                .read("configmaps", "default", "settings")
                .orElseThrow()
                .at("/data/mode")
                .asString())
        .as("what is there is left alone")
        .isEqualTo("broken");
    assertThat(context.getBean(Drills.class).of(source)).isEmpty();
  }

  @Test
  void whatCannotBePutBackFromHereSaysHow() {
    stage.cronJob("Forbid", "mysqldump > /tmp/all.sql");
    stage.look();
    var cron =
        context.getBean(Backups.class).overview().backups().stream()
            .filter(view -> view.clusterSlug().equals(stage.yard.slug()))
            .filter(view -> view.kind() == BackupKind.CRON_JOB)
            .findFirst()
            .orElseThrow();
    assertThat(Visitor.page(kofi.get(cron.href())).select("header .actions").text())
        .contains("Try a restore", "only its own tools can read");
    assertThat(
            Visitor.page(
                    kofi.get("/backups/" + source + "/change?kind=restore-test&run=other-copy"))
                .select("main")
                .text())
        .contains("The cluster has no copy of");
  }

  private String drillsShown() {
    return Visitor.page(kofi.get("/backups/" + source)).select("[aria-labelledby=h-drills]").text();
  }

  private Document change(String kind, Map<String, String> typed) {
    var query = new StringBuilder("/backups/" + source + "/change?kind=" + kind);
    typed.forEach((name, value) -> query.append('&').append(name).append('=').append(value));
    var answer = kofi.get(query.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Visitor.page(answer);
  }

  private Map<String, String> wanted(Map<String, String> more) {
    var all = new HashMap<>(Map.of("run", copy, "from", "default", "reason", "A drill"));
    all.putAll(more);
    return all;
  }

  private DeploymentSummary succeeds(String kind, Map<String, String> typed) {
    var answer = stage.ask(kofi, source, kind, typed);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    var done = stage.ended(BackupStage.deployment(answer));
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    return done;
  }

  private Actor approver() {
    var mira = context.getBean(People.class).byHandle("mira").orElseThrow();
    context
        .getBean(Grants.class)
        .give(
            mira.id(),
            Role.APPROVER,
            context.getBean(Teams.class).bySlug(stage.yard.slug()).orElseThrow().id(),
            null,
            "Agrees to restores of the yard",
            Actor.SYSTEM);
    return new Actor(
        mira.id().value(), mira.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }
}
