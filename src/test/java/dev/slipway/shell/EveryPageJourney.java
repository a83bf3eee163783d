package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Browser;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Opens every kind of page as the people of the demonstration, in both themes and three widths,
/// and every part of a page by itself. `-Dslipway.journey.url` points it at a portal that runs
/// already, `-Dslipway.pictures=true` keeps a picture of each look in `target/pages`.
@Tag("journey")
class EveryPageJourney {

  private final List<String> findings = Collections.synchronizedList(new ArrayList<>());

  @Test
  void everyPageIsAccessibleNarrowAndLight(@TempDir Path folder) throws Exception {
    String running = System.getProperty("slipway.journey.url");
    Browser.open().close(); // skips here where there is none
    if (running != null) {
      walk(running);
    } else {
      try (var portal =
          PortalProcess.start(
              folder, List.of("--slipway.data-dir=" + folder, "--slipway.mode=sandbox"))) {
        walk(portal.url());
      }
    }
    assertThat(findings).isEmpty();
  }

  /// Two browsers share the walk: one shows what Mira sees, the other what differs for others.
  private void walk(String url) throws Exception {
    Map<String, String> found = found(url);
    Map<String, List<PageKinds.Look>> pages = byPerson(PageKinds.looks());
    Map<String, List<PageKinds.Look>> parts = byPerson(PageKinds.parts());
    List<String> others = new ArrayList<>(pages.keySet());
    others.remove("mira");
    try (var walkers = Executors.newFixedThreadPool(2)) {
      walkers.execute(() -> walk(url, List.of("mira"), pages, parts, found));
      walkers.execute(() -> walk(url, others, pages, parts, found));
    }
  }

  private void walk(
      String url,
      List<String> people,
      Map<String, List<PageKinds.Look>> pages,
      Map<String, List<PageKinds.Look>> parts,
      Map<String, String> found) {
    try (Browser browser = Browser.open()) {
      for (String person : people) {
        var window = browser.window(url, Browser.DESKTOP, false);
        if (!person.equals("-")) {
          Browser.signIn(window, person).close();
        }
        try (var inspection = new PageInspection(window, person)) {
          pages
              .getOrDefault(person, List.of())
              .forEach(look -> inspection.inspect(look.path(found), look.status()));
          parts.getOrDefault(person, List.of()).forEach(part -> inspection.open(part.path(found)));
          findings.addAll(inspection.findings());
        }
      }
    } catch (RuntimeException failure) {
      findings.add("The walk of " + people + " ended early: " + failure);
    }
  }

  private static Map<String, List<PageKinds.Look>> byPerson(List<PageKinds.Look> looks) {
    Map<String, List<PageKinds.Look>> people = new LinkedHashMap<>();
    looks.forEach(look -> people.computeIfAbsent(look.person(), _ -> new ArrayList<>()).add(look));
    return people;
  }

  /// What the demonstration has just made, by a name that the examples use.
  private static Map<String, String> found(String url) throws Exception {
    try (var mira = PortalClient.signedIn(url, "mira");
        var sam = PortalClient.signedIn(url, "sam")) {
      var last = new HashMap<String, String>();
      var hook = sam.page("/notifications/hooks").select("main li a[href^=/notifications/hooks/]");
      last.put("hook", hook.attr("href").replace("/notifications/hooks/", ""));
      last.put("check", smokeTest(url));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> {
            JsonNode approval = mira.json("/api/v1/approvals?state=pending").at("/items/0");
            JsonNode plain = mira.json("/api/v1/deployments?service=vote&environment=dev");
            JsonNode outside = mira.json("/api/v1/deployments?state=observed").at("/items/0");
            if (approval.isMissingNode() || outside.isMissingNode()) {
              return false;
            }
            last.put("approval", approval.at("/id").asString());
            last.put("waiting", approval.at("/link").asString().replace("/plans/", ""));
            last.put("deployment", plain.at("/items/0/id").asString());
            last.put("newer", plain.at("/items/0/id").asString());
            last.put("older", plain.at("/items/1/id").asString());
            last.put("observed", outside.at("/id").asString());
            last.put(
                "backup",
                mira.json("/api/v1/backups?service=mysql").at("/items/0/id").asString(""));
            last.put("velero", velero(mira));
            if (last.get("backup").isEmpty() || last.get("velero").isEmpty()) {
              return false;
            }
            last.put("objective", objective(mira, "student-service"));
            last.put("faulty", objective(mira, "learning-orchestrator&status=draft"));
            last.put(
                "decision", mira.json("/api/v1/gate/decisions").at("/items/0/id").asString(""));
            last.put("event", mira.json("/api/v1/audit?limit=1").at("/items/0/id").asString());
            String plan =
                mira.page("/deployments/" + last.get("deployment"))
                    .select("main a[href^=/plans/]")
                    .attr("href");
            last.put("started", plan.replace("/plans/", ""));
            last.put(
                "placement",
                mira.page("/services/student-service/env/production")
                    .select("main[data-live^=cell:]")
                    .attr("data-live")
                    .replace("cell:", ""));
            return plan.startsWith("/plans/");
          });
      return last;
    }
  }

  /// One that asks the portal itself.
  private static String smokeTest(String url) throws Exception {
    var list = "/services/student-service/env/production/verification";
    try (var kofi = PortalClient.signedIn(url, "kofi")) {
      var typed =
          Map.of(
              "version", "0",
              "name", "Sign-in of the portal",
              "method", "GET",
              "url", url + "/sign-in",
              "expected", "200",
              "match", "any",
              "tries", "3",
              "pause", "10",
              "timeout", "5",
              "reason", "A walk through all pages");
      kofi.submit(list + "/checks", typed);
      return kofi.page(list)
          .select("a[href^=" + list + "/checks/]:contains(Sign-in of the portal)")
          .attr("href")
          .replace(list + "/checks/", "");
    }
  }

  /// The nightly copy of EMIS by Velero.
  private static String velero(PortalClient reader) throws Exception {
    return reader
        .json("/api/v1/backups?service=student-service")
        .at("/items")
        .valueStream()
        .filter(source -> source.path("kind").asString().equals("velero"))
        .map(source -> source.path("id").asString())
        .findFirst()
        .orElse("");
  }

  /// The first objective that the list of a service shows.
  private static String objective(PortalClient reader, String service) throws Exception {
    return reader
        .page("/slo?service=" + service)
        .select("tbody .slo-name a[href^=/slo/]")
        .attr("href")
        .replace("/slo/", "");
  }
}
