package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.People;
import dev.slipway.identity.SignIns;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

@SlipwayTest
class StepUpTests {

  @LocalServerPort int port;
  @Autowired People people;
  @Autowired SignIns signIns;
  @Autowired FindByIndexNameSessionRepository<? extends Session> sessions;

  @Test
  void aWeightyActAfterFiveMinutesAsksAgainAndThenPasses() {
    var handle = "link-" + UUID.randomUUID().toString().substring(0, 8);
    people.register(handle, "Needs A Link", Actor.SYSTEM);
    var sam = Visitor.signedIn(port, "sam");
    provedLongAgo(sessions);

    var refused =
        sam.post(
            "/people/" + handle + "/link",
            Map.of(),
            "Referer",
            "http://localhost:" + port + "/people/" + handle);

    assertThat(refused.statusCode()).isEqualTo(403);
    var confirm = Visitor.page(refused).select("a[href^=/sign-in/confirm]").attr("href");
    assertThat(confirm).isEqualTo("/sign-in/confirm?next=/people/" + handle);
    assertThat(sam.get(confirm).statusCode()).isEqualTo(200);
    assertThat(Visitor.page(refused).select("main").text())
        .doesNotContain("Who may what", "Ask one of them");

    var confirmed = sam.post("/sign-in/confirm/person", Map.of("next", "/people/" + handle));

    assertThat(confirmed.headers().firstValue("Location")).hasValue("/people/" + handle);
    assertThat(sam.post("/people/" + handle + "/link", Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void aFormThatNeedsARecentSignInSaysSoBeforeAnythingIsTyped() {
    var sam = Visitor.signedIn(port, "sam");
    var pages = List.of("/notifications", "/people/vera");
    for (var path : pages) {
      var note = Visitor.page(sam.get(path)).select("form [data-proof]");
      assertThat(note)
          .as(path)
          .isNotEmpty()
          .allMatch(one -> one.hasAttr("hidden"))
          .allMatch(one -> Long.parseLong(one.attr("data-proof")) > 0)
          .allMatch(one -> Long.parseLong(one.attr("data-proof")) <= 270_000);
    }
    provedLongAgo(sessions);

    for (var path : pages) {
      var note = Visitor.page(sam.get(path)).select("form [data-proof]");
      assertThat(note)
          .as(path)
          .isNotEmpty()
          .noneMatch(one -> one.hasAttr("hidden"))
          .allMatch(one -> one.attr("data-proof").equals("0"));
      assertThat(note.select("a[href=/sign-in/confirm]").attr("target")).isEqualTo("_blank");
    }
  }

  @Test
  void whoConfirmsInATabOfItsOwnReadsThatItWorkedAndWhereToGo() {
    var sam = Visitor.signedIn(port, "sam");
    provedLongAgo(sessions);
    var form = Visitor.page(sam.get("/sign-in/confirm"));
    assertThat(form.select("main form input[name=next]").attr("value")).isEmpty();

    var confirmed = sam.post("/sign-in/confirm/person", Map.of("next", ""));

    var done = confirmed.headers().firstValue("Location").orElseThrow();
    assertThat(done).isEqualTo("/sign-in/confirm?done=true");
    var told = Visitor.page(sam.get(done)).select("main");
    assertThat(told.text()).contains("Confirmed.").contains("Go back to the tab");
    assertThat(told.select("form")).isEmpty();

    provedLongAgo(sessions);
    assertThat(Visitor.page(sam.get(done)).select("main form")).hasSize(1);
  }

  /// Sets the clock of every session of Sam back, as if the sign-in were six minutes old.
  private <S extends Session> void provedLongAgo(FindByIndexNameSessionRepository<S> repository) {
    var sam = people.byHandle("sam").orElseThrow();
    var then = signIns.now().minusSeconds(360).toEpochMilli();
    for (var session : repository.findByPrincipalName(sam.id().value().toString()).values()) {
      session.setAttribute("provedAt", then);
      repository.save(session);
    }
  }
}
