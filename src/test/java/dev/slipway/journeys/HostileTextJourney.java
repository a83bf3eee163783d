package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.Link;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.Browser;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// Names, reasons, annotations, images and log lines that try to be more than text.
@SlipwayTest
@Tag("journey")
class HostileTextJourney {

  private static final String HOSTILE =
      "<script src=/evil-1></script><img src=/evil-2 onerror=alert(1)>\"><svg onload=alert(2)>";
  private static final String TEMPLATED =
      "<a hx-get=/evil-3 hx-trigger=load hx-on:click=alert(3)>${7919*104729} __${7919*104729}__ *{7919*104729}</a>";

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private final String unique = UuidV7.next().toString().substring(24);
  private final String slug = "hostile-" + unique;
  private final SimulatedCluster cluster =
      SimulatedCluster.start(ClusterOptions.named(slug).speed(10));
  private final List<String> findings = new ArrayList<>();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  @Negative({41, 42})
  void whatOthersWroteIsTextAndNothingElse() {
    var placement = running();
    var plan = plan();
    var cell = "/services/" + slug + "/env/" + slug;
    var paths =
        List.of(
            "/",
            "/?q=" + slug,
            "/services",
            "/services/" + slug,
            cell,
            cell + "/logs",
            cell + "/revisions",
            cell + "/events",
            "/plans/" + plan.id().value(),
            "/deployments",
            "/services/" + slug + "/deployments",
            "/systems/" + slug,
            "/environments/" + slug,
            "/people",
            "/teams/" + slug,
            "/clusters",
            "/audit?target=" + slug);
    try (var browser = Browser.open();
        var window = browser.window("http://localhost:" + port, Browser.DESKTOP, false)) {
      var page = Browser.signIn(window, "kofi");
      listen(page);
      var seen = new StringBuilder();
      for (var path : paths) {
        page.navigate(path);
        page.waitForLoadState();
        seen.append(page.content().isEmpty() ? "" : page.innerText("body"));
        inspect(page, path);
      }
      assertThat(seen).contains("<script src=/evil-1>").contains("${7919*104729}");
      assertThat(seen.indexOf("829348951")).as("an expression that was computed").isNegative();
    }
    assertThat(findings).isEmpty();
    assertThat(placement).isNotNull();
  }

  @Test
  @Negative(41)
  void aNameThatReadsBackwardsIsRefused() {
    assertThatThrownBy(() ->
            bean(Systems.class)
                .register(new RegisterSystem(slug, "pay\u202Egnp.exe", ""), Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class);
  }

  private void listen(Page page) {
    page.onDialog(dialog -> {
      findings.add("a script ran: " + dialog.message());
      dialog.dismiss();
    });
    page.onRequest(request -> {
      if (request.url().contains("evil") || !request.url().contains("localhost:" + port)) {
        findings.add("a request went out: " + request.url());
      }
    });
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        findings.add("the policy had to step in: " + message.text());
      }
    });
  }

  private void inspect(Page page, String path) {
    var found =
        page.evaluate(
            "() => document.querySelectorAll('[onerror],[onload],[hx-get*=evil],[src*=evil],"
                + "a[href^=javascript i],a[href^=data i],[hx-on\\\\:click]').length");
    if (!Integer.valueOf(0).equals(found)) {
      findings.add(path + " holds " + found + " elements made of hostile text");
    }
  }

  private Placement running() {
    cluster.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %1$s
          namespace: default
          annotations:
            kubernetes.io/change-cause: '%2$s %3$s'
            link: 'javascript:alert(9)'
        spec:
          replicas: 1
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}, annotations: {note: '%2$s'}}
            spec:
              containers:
                - {name: app, image: 'app.test/<img/src=/evil-4/onerror=alert(4)>:1.0.0'}
        """
            .formatted(slug, HOSTILE, TEMPLATED));
    bean(Clusters.class)
        .register(new RegisterCluster(slug, "Hostile", cluster.kubeconfig()), Actor.SYSTEM);
    bean(Teams.class).create(slug, cut("Team " + HOSTILE), Actor.SYSTEM);
    bean(People.class).register(slug, cut("Eve " + TEMPLATED), Actor.SYSTEM);
    var team = bean(Teams.class).bySlug(slug).orElseThrow();
    var kofi = bean(People.class).byHandle("kofi").orElseThrow();
    bean(Grants.class)
        .give(kofi.id(), Role.SERVICE_OWNER, team.id(), null, "Owns it", Actor.SYSTEM);
    bean(Systems.class).register(new RegisterSystem(slug, cut(HOSTILE), HOSTILE), Actor.SYSTEM);
    var environment =
        bean(Environments.class)
            .register(
                new RegisterEnvironment(slug, cut(TEMPLATED), EnvironmentClass.DEVELOPMENT, 700),
                Actor.SYSTEM);
    var service =
        bean(Services.class)
            .register(
                new RegisterService(
                    slug,
                    cut(HOSTILE),
                    TEMPLATED,
                    slug,
                    slug,
                    2,
                    Lifecycle.PRODUCTION,
                    List.<Link>of()),
                Actor.SYSTEM);
    var ref =
        new WorkloadRef(
            bean(Clusters.class).require(slug).id(), "default", WorkloadKind.DEPLOYMENT, slug);
    var placement =
        bean(Placements.class)
            .place(new PlaceService(service.id(), environment.id(), ref, "app"), Actor.SYSTEM);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            bean(LiveWorkloads.class).state(ref).filter(state -> state.ready() == 1).isPresent());
    return placement;
  }

  private PlanView plan() {
    var kofi = bean(People.class).byHandle("kofi").orElseThrow();
    var actor =
        new Actor(kofi.id().value(), "Kofi", Via.SESSION, "127.0.0.1", "test", Instant.now());
    var wish =
        new ProposeChange(
            ChangeKind.RESTART,
            slug,
            slug,
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            HOSTILE,
            "https://tickets.example/1",
            false,
            Set.of(),
            null);
    var plan = bean(Plans.class).propose(wish, actor, true);
    bean(Locks.class).set(plan.placement().value(), TEMPLATED, actor);
    return plan;
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 80) : text;
  }

  private <T> T bean(Class<T> type) {
    return context.getBean(type);
  }
}
