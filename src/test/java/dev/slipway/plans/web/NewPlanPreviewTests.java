package dev.slipway.plans.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.Environments;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PodState;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// The preview of a change, of a service that runs.
@SlipwayTest
class NewPlanPreviewTests {

  private static final Duration LONG = Duration.ofSeconds(60);

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private final String name = "draft-" + UuidV7.next().toString().substring(24);
  private Shipyard yard;
  private Placement placed;
  private Visitor kofi;

  @BeforeEach
  void launch() {
    yard = new Shipyard(context);
    placed = yard.launch(name, "app.test/draft:1.0.0");
    kofi = Visitor.signedIn(port, "kofi");
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void whoeverMayNotPlanThereIsToldSoAndAsksForNoVersions() {
    var address = "/plans/new?kind=rollout&service=" + name + "&environment=" + yard.slug();
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(Visitor.page(kofi.get(address)).select("[hx-get^=/plans/new/versions]"))
                .hasSize(1));
    assertThat(Visitor.page(kofi.get(address)).select("#plan-fields .reason")).isEmpty();

    var page = Visitor.page(Visitor.signedIn(port, "ada").get(address));
    assertThat(page.select("[hx-get^=/plans/new/versions]")).isEmpty();
    assertThat(page.select("#plan-fields .reason").text())
        .startsWith("You may not plan changes of " + name)
        .contains("Kofi");
  }

  @Test
  void aSampleCallNamesNoVersionThatRunsThereOrThatTheServiceDoesNotHave() {
    var page = Visitor.page(kofi.get("/api?page=/services/" + name + "/env/" + yard.slug()));
    var calls = page.select("section[aria-labelledby=h-here] .copy code").eachText();
    assertThat(calls)
        .anySatisfy(call -> assertThat(call).contains("/plans'", "\"image\":\"VERSION\""))
        .noneSatisfy(call -> assertThat(call).contains("1.0.1"))
        .noneSatisfy(call -> assertThat(call).contains("targetCpuUtilization"));
    assertThat(page.select("section[aria-labelledby=h-here]").text())
        .contains("Put a version of the service in place of VERSION");
  }

  @Test
  void aReasonThatIsTooShortForApproversIsMarkedBesideThePreview() {
    approversAreAsked();
    kofi.get("/plans/new");
    for (var reason : List.of("Exams", "")) {
      var answer =
          kofi.post(
              "/plans",
              Map.of(
                  "service",
                  name,
                  "environment",
                  yard.slug(),
                  "kind",
                  "scale",
                  "replicas",
                  "3",
                  "reason",
                  reason,
                  "ticket",
                  "EMIS-7",
                  "act",
                  "plan"));

      assertThat(answer.statusCode()).isEqualTo(422);
      var page = Visitor.page(answer);
      assertThat(page.select("#reason[aria-invalid=true]").val()).isEqualTo(reason);
      assertThat(page.select("#reason-note").text()).isNotBlank();
      assertThat(page.select("#ticket").val()).isEqualTo("EMIS-7");
      assertThat(page.select("#replicas").val()).isEqualTo("3");
      assertThat(page.select(".diff").text()).contains("replicas: 2").contains("replicas: 3");
      assertThat(page.select("button[value=plan]").text()).isEqualTo("Ask for approval");
    }
  }

  @Test
  void whatTheWorkloadCanNeverDoIsNotOfferedAndSaysWhy() {
    var form = Visitor.page(kofi.get("/plans/new?service=" + name + "&environment=" + yard.slug()));

    assertThat(form.select("#kind option[disabled]").eachAttr("value"))
        .containsExactly("pause-sync", "resume-sync");
    assertThat(form.select("#kind option[value=pause-sync]").text())
        .contains("No Argo CD application delivers this workload");
  }

  @Test
  void newBoundsAreToldOfTheAutoscalerThatHasThem() {
    yard.cluster()
        .apply(
            """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: %1$s-hpa, namespace: default}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}
              minReplicas: 2
              maxReplicas: 6
            """
                .formatted(name));
    await()
        .atMost(LONG)
        .until(() ->
            yard.bean(LiveWorkloads.class)
                .state(placed.workload())
                .filter(state -> state.autoscaler() != null)
                .isPresent());

    assertThat(changed("maxReplicas=8"))
        .isEqualTo("HorizontalPodAutoscaler default/" + name + "-hpa");
    assertThat(changed("replicas=0")).isEqualTo("Deployment default/" + name);
  }

  @Test
  void onlyAVersionWithReadyPodsIsSaidToRunElsewhere() {
    yard.cluster().apply(Shipyard.manifest(name, "app.test/draft:missing-9.9.9"));
    await()
        .atMost(LONG)
        .until(() ->
            yard.bean(LiveWorkloads.class).state(placed.workload()).stream()
                .flatMap(state -> state.pods().stream())
                .anyMatch(PodState::newest));

    var page = Visitor.page(kofi.get("/plans/new?kind=rollout&environment=dev&service=" + name));
    assertThat(page.select("section[aria-labelledby=h-candidates] code").eachText())
        .containsExactly("app.test/draft:1.0.0");
  }

  @Test
  void aPausedWorkloadLeadsToWhereItIsResumed() {
    yard.cluster()
        .apply(
            Shipyard.manifest(name, "app.test/draft:1.0.0")
                .replace("  replicas: 2", "  paused: true\n  replicas: 2"));
    var wish = "/plans/new?kind=restart&service=" + name + "&environment=" + yard.slug();

    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          var said = Visitor.page(kofi.get(wish)).select(".callout.tone-failed");
          assertThat(said.text())
              .startsWith("This cannot be planned now. Deployment default/" + name + " is paused");
          assertThat(said.select("a").attr("href"))
              .isEqualTo(wish.replace("kind=restart&", "") + "&kind=resume");
        });
  }

  private String changed(String wish) {
    var place = "/plans/new?kind=scale&service=" + name + "&environment=" + yard.slug();
    return Visitor.page(kofi.get(place + "&" + wish))
        .select("section[aria-labelledby=h-changes] .card-head .mono")
        .text();
  }

  private Actor environmentOwner() {
    var jon = yard.bean(People.class).register("jon-" + name, "Jon", Actor.SYSTEM);
    yard.bean(Grants.class)
        .give(jon.id(), Role.ENVIRONMENT_OWNER, null, null, "Owns it", Actor.SYSTEM);
    return new Actor(jon.id().value(), "Jon", Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  private void approversAreAsked() {
    var policies = yard.bean(EnvironmentPolicies.class);
    var environment = yard.bean(Environments.class).require(yard.slug()).id();
    var now = policies.of(environment);
    policies.edit(
        new EditEnvironmentPolicy(
            environment,
            now.version(),
            List.of(new ApprovalRule("Approvers", Role.APPROVER, null, 1)),
            now.rollbackRules(),
            now.pinnedImagesRequired(),
            now.planLifetime(),
            now.automaticRollback(),
            now.podErrorGrace(),
            now.crashRestarts(),
            now.stallTimeout(),
            "Exams are near",
            true),
        environmentOwner());
  }
}
