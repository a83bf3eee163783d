package dev.slipway.backups.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backups.BackupEdits;
import dev.slipway.backups.Backups;
import dev.slipway.backups.DeclareBackup;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The pages of backups: who sees what, who may say what, and what a form answers.
@SlipwayTest
class BackupPageTests {

  @LocalServerPort int port;
  @Autowired BackupEdits edits;
  @Autowired Backups backups;
  @Autowired Systems systems;
  @Autowired Teams teams;
  @Autowired Services services;
  @Autowired Grants grants;
  @Autowired People people;
  @Autowired JdbcClient jdbc;

  private final String name = "bk-" + UuidV7.next().toString().substring(24);
  private UUID id;
  private Visitor kofi;

  @BeforeEach
  void declare() {
    var team = teams.create(name, name, Actor.SYSTEM);
    systems.register(new RegisterSystem(name, name, ""), Actor.SYSTEM);
    services.register(
        new RegisterService(name, name, "", name, name, 2, Lifecycle.PRODUCTION, List.of()),
        Actor.SYSTEM);
    grants.give(
        people.byHandle("kofi").orElseThrow().id(),
        Role.SERVICE_OWNER,
        team.id(),
        null,
        "Owns what is backed up",
        Actor.SYSTEM);
    id =
        edits.declare(
            new DeclareBackup(
                name, List.of(name), "0 2 * * *", "Europe/Berlin", 1560, "a bucket", ""),
            Actor.SYSTEM);
    kofi = Visitor.signedIn(port, "kofi");
  }

  @Test
  void theListIsFilteredByItsAddress() {
    var vera = Visitor.signedIn(port, "vera");
    var page = Visitor.page(vera.get("/backups?q=" + name));
    assertThat(page.select("main tbody tr").text())
        .contains(name, "Unknown", "26 h", "nothing has reported");
    assertThat(Visitor.page(vera.get("/backups?q=" + name + "&state=good")).select("main tbody tr"))
        .isEmpty();
    assertThat(Visitor.page(vera.get("/backups?service=" + name)).select("main tbody tr"))
        .hasSize(1);
    assertThat(vera.get("/backups?q=" + name, "HX-Request", "true").body())
        .contains(name)
        .doesNotContain("<main");
  }

  @Test
  void aServiceShowsItsBackups() {
    assertThat(Visitor.page(kofi.get("/services/" + name + "/backups")).text())
        .contains(name, "Unknown", "last good never");
  }

  @Test
  void theApiTellsTheSame() {
    var answer = Visitor.signedIn(port, "vera").get("/api/v1/backups?service=" + name);
    var item = new JsonMapper().readTree(answer.body()).at("/items/0");
    assertThat(item.path("id").asString()).isEqualTo(id.toString());
    assertThat(item.path("state").asString()).isEqualTo("unknown");
    assertThat(item.path("rpoSeconds").asLong()).isEqualTo(93_600);
    assertThat(item.path("zone").asString()).isEqualTo("Europe/Berlin");
    assertThat(item.path("lastGood").isNull()).isTrue();
  }

  @Test
  void whoDoesNotOwnItIsToldWhyAndRefused() {
    var vera = Visitor.signedIn(port, "vera");
    assertThat(Visitor.page(vera.get("/backups/" + id)).select("#why-edit").text())
        .contains("owns what it protects");
    assertThat(post(vera, "", Map.of("rpo", "1"))).isEqualTo(403);
    assertThat(post(vera, "/drills", Map.of("done", "2026-01-01", "note", "tried"))).isEqualTo(403);
    assertThat(post(vera, "/keys", Map.of())).isEqualTo(403);
    // Somebody who owns other things.
    assertThat(post(Visitor.signedIn(port, "sam"), "", Map.of("rpo", "1"))).isEqualTo(403);
    assertThat(backups.byId(id).rpoMinutes()).isEqualTo(1560);
  }

  @Test
  void whatIsSaidOfItStandsInTheTrail() {
    assertThat(post(kofi, "", Map.of("services", name, "rpo", "0.5", "zone", "Asia/Tokyo")))
        .isEqualTo(302);
    var now = backups.byId(id);
    assertThat(now.rpoMinutes()).isEqualTo(30);
    assertThat(now.editedBy()).isEqualTo("Kofi");
    assertThat(acts()).contains("backup.declared", "backup.edited");
  }

  @Test
  void whoeverSavesAnOldPageReadsWhoWasFasterAndKeepsWhatWasTyped() {
    var old = Visitor.page(kofi.get("/backups/" + id)).select("input[name=seen]").val();
    assertThat(post(kofi, "", Map.of("services", name, "rpo", "1", "seen", old))).isEqualTo(302);

    // What was mended first stays as old as it is.
    var wrong = kofi.post("/backups/" + id, Map.of("services", name, "rpo", "soon", "seen", old));
    assertThat(Visitor.page(wrong).select("input[name=seen]").val()).isEqualTo(old);
    var late = kofi.post("/backups/" + id, Map.of("services", name, "rpo", "87600", "seen", old));

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(backups.byId(id).rpoMinutes()).isEqualTo(60);
    var page = Visitor.page(late);
    assertThat(page.select("#services-note").text()).contains("Kofi changed this while you looked");
    assertThat(page.select("#rpo").val()).isEqualTo("87600");
    var now = page.select("input[name=seen]").val();
    assertThat(post(kofi, "", Map.of("services", name, "rpo", "2", "seen", now))).isEqualTo(302);
    assertThat(backups.byId(id).rpoMinutes()).isEqualTo(120);
  }

  @Test
  void whatDoesNotDoIsMarkedAndKept() {
    var refused = kofi.post("/backups/" + id, Map.of("services", "none-is-called-so", "rpo", "7"));
    assertThat(refused.statusCode()).isEqualTo(422);
    var page = Visitor.page(refused);
    assertThat(page.select("#services").val()).isEqualTo("none-is-called-so");
    assertThat(page.select("#services").attr("aria-invalid")).isEqualTo("true");
    var all =
        kofi.post(
            "/backups/" + id,
            Map.of("services", "none-is-called-so", "rpo", "soon", "zone", "Mars/Olympus"));
    assertThat(Visitor.page(all).select("main [aria-invalid=true]").eachAttr("id"))
        .as("all at once")
        .contains("services", "rpo", "zone");
    assertThat(kofi.post("/backups/" + id, Map.of("zone", "Mars/Olympus")).statusCode())
        .isEqualTo(422);
    assertThat(kofi.post("/backups/" + id, Map.of("rpo", "soon")).statusCode()).isEqualTo(422);
    var declared =
        kofi.post(
            "/backups", Map.of("name", name + "-2", "services", name, "schedule", "* * * * * * *"));
    assertThat(declared.statusCode()).isEqualTo(422);
    assertThat(declared.body()).contains("7 fields");
    assertThat(kofi.post("/backups", Map.of("name", name, "services", name)).statusCode())
        .isEqualTo(422);
  }

  @Test
  void aDrillIsRecordedAndNotForTheFuture() {
    var today = LocalDate.now(ZoneOffset.UTC);
    for (var far : List.of("+999999999-12-31", "+5874890-01-01", "9999-12-31")) {
      assertThat(
              post(
                  kofi,
                  "/drills",
                  Map.of("done", today.toString(), "note", "tried", "passed", "yes", "next", far)))
          .as(far)
          .isEqualTo(422);
      assertThat(post(kofi, "/drills", Map.of("done", far, "note", "tried"))).isEqualTo(422);
    }
    assertThat(post(kofi, "/drills", Map.of("done", today.plusDays(9).toString(), "note", "tried")))
        .isEqualTo(422);
    assertThat(
            post(
                kofi,
                "/drills",
                Map.of(
                    "done",
                    today.minusDays(40).toString(),
                    "passed",
                    "no",
                    "note",
                    "The dump was empty",
                    "next",
                    today.minusDays(10).toString())))
        .isEqualTo(302);
    assertThat(Visitor.page(kofi.get("/backups/" + id)).select("[aria-labelledby=h-drills]").text())
        .contains("Failed", "The dump was empty", "Kofi", "overdue since " + today.minusDays(10));
    assertThat(acts()).contains("backup.drill-recorded");
  }

  @Test
  void whatIsRetiredIsListedNoMoreAndItsNameIsFree() {
    assertThat(post(Visitor.signedIn(port, "vera"), "/retire", Map.of("reason", "gone")))
        .isEqualTo(403);
    var silent = kofi.post("/backups/" + id + "/retire", Map.of());
    assertThat(silent.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(silent).select("#reason").attr("aria-invalid")).isEqualTo("true");
    assertThat(Visitor.page(kofi.get("/backups?q=" + name)).select("main tbody tr")).hasSize(1);

    assertThat(post(kofi, "/retire", Map.of("reason", "The bucket is closed"))).isEqualTo(302);
    assertThat(Visitor.page(kofi.get("/backups?q=" + name)).select("main tbody tr")).isEmpty();
    assertThat(acts()).contains("backup.retired");
    var page = Visitor.page(kofi.get("/backups/" + id));
    assertThat(page.select("[aria-labelledby=h-state]").text()).contains("Kofi retired it");
    assertThat(page.select("#why-edit").text()).contains("It was retired");
    assertThat(page.select("main form")).isEmpty();
    assertThat(post(kofi, "", Map.of("rpo", "1"))).isEqualTo(409);
    assertThat(post(kofi, "/keys", Map.of())).isEqualTo(409);
    assertThat(post(kofi, "/retire", Map.of("reason", "Once more"))).isEqualTo(409);
    assertThat(kofi.post("/backups", Map.of("name", name, "services", name)).statusCode())
        .isEqualTo(302);
  }

  @Test
  void theAddressesOfItsFormsLeadToItsPage() {
    for (var form : List.of("keys", "drills", "retire")) {
      var answer = kofi.get("/backups/" + id + "/" + form);
      assertThat(answer.statusCode()).as(form).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/backups/" + id);
    }
  }

  @Test
  void aScheduleIsToldInWordsWithItsZone() {
    assertThat(Visitor.page(kofi.get("/backups/" + id)).select("[aria-labelledby=h-state]").text())
        .contains("every day at 02:00", "0 2 * * *", "Europe/Berlin", "of the object");
  }

  private int post(Visitor visitor, String path, Map<String, String> fields) {
    return visitor.post("/backups/" + id + path, fields).statusCode();
  }

  private List<@Nullable String> acts() {
    return jdbc.sql("select action from audit.audit_event where subject_id = ?")
        .param(id.toString())
        .query(String.class)
        .list();
  }
}
