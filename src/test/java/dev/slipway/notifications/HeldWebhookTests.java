package dev.slipway.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.DecisionRefused;
import dev.slipway.approvals.Inbox;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.testing.Canaries;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where two administrators have existed, nobody alone says where the portal's news go.
@SlipwayTest
class HeldWebhookTests {

  private static final String URL = "https://hooks.example/T0/B0/a-path-that-is-a-credential";
  private static final String SECRET = "a secret that signs each delivery";
  private static final String WHY = "The team reads its news elsewhere now";

  @Autowired ApplicationContext portal;
  @Autowired Webhooks webhooks;
  @Autowired Inbox inbox;
  @Autowired JdbcClient jdbc;

  private Agreeing agreeing;
  private PersonSummary sam;
  private PersonSummary noor;

  @BeforeEach
  void appointTwo() {
    agreeing = new Agreeing(portal::getBean);
    sam = agreeing.person(Role.PLATFORM_ADMIN);
    noor = agreeing.person(Role.PLATFORM_ADMIN);
  }

  @AfterEach
  void silence() {
    jdbc.sql("delete from webhook").update();
    for (var act : webhooks.waiting()) {
      agreeing.decide(id(act), false, Agreeing.session(agreeing.person(Role.PLATFORM_ADMIN)));
      agreeing.count(id(act));
    }
  }

  @Test
  @Promise({"P5", "P18"})
  void anotherAddressWaitsSealedUntilAnotherAdministratorHasAgreed() {
    var act = set();

    assertThat(webhooks.target()).isEmpty();
    assertThat(webhooks.waiting()).extracting(WaitingAct::id).containsExactly(act.id());
    assertThat(lines(act))
        .contains("-News go nowhere", "+News go to https://hooks.example/…")
        .noneMatch(line -> line.contains("credential") && line.startsWith("+"));
    var canaries = new Canaries();
    canaries.keep("the path", "a-path-that-is-a-credential");
    canaries.keep("the secret", SECRET);
    for (var table : List.of("held_act", "approval_request", "audit.audit_event")) {
      jdbc.sql("select t::text from " + table + " t")
          .query(String.class)
          .list()
          .forEach(row -> canaries.look(table, row));
    }
    canaries.look("payload", new String(payload(act), StandardCharsets.ISO_8859_1));
    assertThat(canaries.found()).isEmpty();

    agree(act);

    var target = webhooks.target().orElseThrow();
    assertThat(target.url().host()).isEqualTo("hooks.example");
    assertThat(target.secret()).isEqualTo(SECRET);
    assertThat(audited("webhook.set"))
        .anySatisfy(event -> assertThat(event).startsWith(sam.name()).contains(noor.name()));
  }

  @Test
  @Negative(1)
  @Promise("P5")
  void whoAskedDoesNotAgree() {
    var act = set();

    assertThatThrownBy(() -> agreeing.approve(id(act), Agreeing.session(sam)))
        .isInstanceOf(DecisionRefused.class);
    agreeing.count(id(act));

    assertThat(webhooks.target()).isEmpty();
  }

  @Test
  @Negative(12)
  void whatWasAskedForByWhoeverMayNotAnyMoreIsNotDone() {
    var act = set();
    agreeing.approve(id(act), Agreeing.session(noor));
    portal.getBean(People.class).disable(sam.id(), "left the company", Actor.SYSTEM);

    agreeing.count(id(act));

    assertThat(state(act)).isEqualTo("FAILED");
    assertThat(webhooks.target()).isEmpty();
  }

  @Test
  @Negative(13)
  @Promise("P4")
  void whatWasAskedForBeforeTheWebhookChangedIsNotDone() {
    agree(set());
    var later = set("https://later.example/hook");
    jdbc.sql("update webhook set edited_at = clock_timestamp()").update();

    agree(later);

    assertThat(state(later)).isEqualTo("FAILED");
    assertThat(webhooks.target().orElseThrow().url().host()).isEqualTo("hooks.example");
  }

  @Test
  void oneAdministratorStopsItAtOnceAndSaysWhy() {
    agree(set());

    assertThatThrownBy(() -> webhooks.remove("", Agreeing.session(sam)))
        .isInstanceOf(FieldRefused.class);
    webhooks.remove("Its receiver belongs to somebody else", Agreeing.session(sam));

    assertThat(webhooks.target()).isEmpty();
    assertThat(audited("webhook.removed")).isNotEmpty();
  }

  @Test
  void theSameIsNotAskedForTwice() {
    set();
    assertThatThrownBy(this::set)
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("waits for a second person");
  }

  private WaitingAct set() {
    return set(URL);
  }

  private WaitingAct set(String url) {
    return webhooks.set(url, SECRET, WHY, Agreeing.session(sam)).orElseThrow();
  }

  private void agree(WaitingAct act) {
    agreeing.approve(id(act), Agreeing.session(noor));
    agreeing.count(id(act));
  }

  private static ApprovalId id(WaitingAct act) {
    return new ApprovalId(act.id());
  }

  private List<String> lines(WaitingAct act) {
    var item = inbox.item(id(act), Agreeing.session(noor));
    return Objects.requireNonNull(item.held()).lines().stream()
        .map(line -> line.sign() + line.text())
        .toList();
  }

  private String state(WaitingAct act) {
    return jdbc.sql("select state from held_act where request = :id")
        .param("id", act.id())
        .query(String.class)
        .single();
  }

  private byte[] payload(WaitingAct act) {
    return jdbc.sql("select payload from held_act where request = :id")
        .param("id", act.id())
        .query(byte[].class)
        .single();
  }

  private List<String> audited(String action) {
    return jdbc.sql(
            """
            select actor_name || ': ' || coalesce(after::text, '') from audit.audit_event
            where action = :action
            """)
        .param("action", action)
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list();
  }
}
