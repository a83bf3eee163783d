package dev.slipway.gate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.RecordEvidence;
import dev.slipway.gate.BudgetRow;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.slo.BudgetState;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A pipeline that said what its image brings is told by that, and page and API keep it.
@SlipwayTest
class CommitDecisionTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GATE = "/api/v1/gate/decisions";
  private static final String RUNS = "registry.example/app:1.0.0@sha256:" + "c".repeat(64);
  private static final String COMES = "registry.example/app:2.0.0@sha256:" + "d".repeat(64);
  private static final String BEFORE = "1a2b3c4d5e6f";

  @Autowired ApplicationContext portal;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  private Shipyard yard;
  private Visitor vera;
  private EnvironmentView production;
  private String name;

  @BeforeEach
  void aServiceInProductionThatRunsADigest() {
    yard = new Shipyard(portal);
    vera = Visitor.signedIn(port, "vera");
    name = "brings-" + yard.slug();
    production =
        yard.bean(Environments.class)
            .register(
                new RegisterEnvironment(
                    "prod-" + yard.slug(), "Prod", EnvironmentClass.PRODUCTION, 900),
                Actor.SYSTEM);
    yard.cluster().apply(Shipyard.manifest(name, RUNS));
    var service =
        yard.bean(Services.class)
            .register(
                new RegisterService(
                    name, name, "", yard.slug(), yard.slug(), 2, Lifecycle.PRODUCTION, List.of()),
                Actor.SYSTEM);
    var cluster = yard.bean(Clusters.class).require(yard.slug()).id();
    var ref = new WorkloadRef(cluster, "default", WorkloadKind.DEPLOYMENT, name);
    yard.bean(Placements.class)
        .place(new PlaceService(service.id(), production.id(), ref, "app"), Actor.SYSTEM);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            yard.bean(LiveWorkloads.class)
                .state(ref)
                .filter(state -> state.ready() == 2)
                .isPresent());
    new BudgetRow(jdbc).gating(service.id(), production.id(), BudgetState.FREEZE, "0.52", false);
    says(RUNS, EvidenceKind.TEST, BEFORE, null, List.of());
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void theAnswerThePageAndTheApiHaveTheRange() {
    says(COMES, EvidenceKind.COMMITS, "9f8e7d6c", BEFORE, List.of("fix: a", "perf: b"));

    var told = ask();

    var kept = JSON.readTree(vera.get(GATE + "/" + told.path("id").asString()).body());
    assertThat(kept.path("changeClass").asString()).as(kept.toString()).isEqualTo("fix");
    assertThat(kept.path("declared").asBoolean()).isFalse();
    assertThat(kept.at("/commits/derived").asString()).isEqualTo("fix");
    assertThat(kept.at("/commits/ticket").asString()).isEqualTo("PLAT-12");
    assertThat(kept.at("/commits/ranges/0/types/perf").asInt()).isEqualTo(1);
    assertThat(kept.at("/commits/ranges/0/statements")).hasSize(1);
    assertThat(told.toString()).contains("2 commits since 1a2b3c4, all fixes (PLAT-12)");
    var page = Visitor.page(vera.get("/gate/decisions/" + told.path("id").asString()));
    assertThat(page.select("main").text())
        .contains(
            "Fix, by its commits",
            "2 commits after 1a2b3c4d5e6f, up to 9f8e7d6c",
            "fix 1, perf 1",
            "That makes it a fix with the ticket PLAT-12.");
  }

  @Test
  void whereNothingWasSaidThePipelineIsToldWhatToSend() {
    var told = ask();

    assertThat(told.toString()).contains("Nothing tells which commits", "since 1a2b3c4");
    var id = told.path("id").asString();
    assertThat(JSON.readTree(vera.get(GATE + "/" + id).body()).path("commits").isNull()).isTrue();
    assertThat(Visitor.page(vera.get("/gate/decisions/" + id)).select("#h-commits")).isEmpty();
  }

  private JsonNode ask() {
    var answer =
        vera.send(
            "POST",
            GATE,
            BodyPublishers.ofString(
                """
                {"service": "%s", "environment": "%s", "image": "%s", "ticket": "PLAT-12"}
                """
                    .formatted(name, production.slug(), COMES)),
            "Content-Type",
            "application/json",
            "X-CSRF-TOKEN",
            vera.formToken());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private void says(
      String image, EvidenceKind kind, String commit, @Nullable String since, List<String> lines) {
    yard.bean(Evidence.class)
        .record(
            new RecordEvidence(
                ImageRef.parse(image),
                name,
                kind,
                true,
                "of main",
                "",
                null,
                null,
                commit,
                null,
                null,
                since,
                lines),
            yard.owner());
  }
}
