package dev.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.Role;
import dev.slipway.identity.SignInAgain;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a webhook speaks for, its keys, and who makes one.
@SlipwayTest
class HookTests {

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private HookStage stage;
  private Sender sender;
  private HookView hook;
  private String secret;
  private String body;

  @BeforeEach
  void prepare() {
    stage = new HookStage(context, port);
    sender = stage.sender;
    hook = stage.hook;
    secret = stage.secret;
    body = stage.body("test");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void twoKeysSignWhileSendersChangeOver() {
    var hooks = stage.hooks();
    var first = hooks.byId(hook.id()).keys().getFirst().id();
    var second = hooks.addKey(hook.id(), Actor.SYSTEM);

    assertThat(sender.deliver(hook.path(), secret, body).statusCode()).isEqualTo(204);
    assertThat(sender.deliver(hook.path(), second, body).statusCode()).isEqualTo(204);
    var id = Sender.newId();
    var now = Instant.now().getEpochSecond();
    var both = new HashMap<>(Sender.signed(secret, id, now, body));
    both.merge(
        "webhook-signature",
        Sender.signature(second, id, now, body),
        (one, other) -> "v1a,b3RoZXI= " + other + " " + one);
    assertThat(sender.send(hook.path(), body, both).statusCode()).isEqualTo(204);
    assertThatThrownBy(() -> hooks.addKey(hook.id(), Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("two keys already");

    hooks.retireKey(hook.id(), first, Actor.SYSTEM);
    assertThat(sender.deliver(hook.path(), secret, body).statusCode()).isEqualTo(401);
    assertThat(sender.deliver(hook.path(), second, body).statusCode()).isEqualTo(204);
  }

  @Test
  void itSpeaksForItsServicesAloneAndAllOfADeliveryIsKeptOrNone() {
    var slug = stage.cast.service.slug();
    var other = stage.cast.other.slug();
    var narrow = stage.hook(List.of(slug));
    var key = stage.key(narrow);

    var beyond =
        sender.deliver(
            narrow.path(),
            key,
            HookStage.delivery(stage.said(slug, "test"), stage.said(other, "test")));

    assertThat(beyond.statusCode()).isEqualTo(403);
    assertThat(beyond.body()).contains("does not speak for '" + other);
    assertThat(refusals(narrow))
        .as("in the webhook's own name, for whoever audits")
        .singleElement()
        .asString()
        .contains("does not speak for '" + other);
    assertThat(stage.kept()).isEmpty();
    var elsewhere = new EvidenceStage(context).service.slug();
    assertThat(
            sender
                .deliver(hook.path(), secret, HookStage.delivery(stage.said(elsewhere, "test")))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            sender
                .deliver(narrow.path(), key, HookStage.delivery(stage.said("", "lint")))
                .statusCode())
        .as("of its only service")
        .isEqualTo(204);
    assertThat(stage.kept()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{}",
        "[]",
        "{\"type\": \"plan.start\", \"data\": []}",
        "{\"type\": \"evidence.reported\", \"data\": []}",
        "{\"type\": \"evidence.reported\", \"data\": [null]}",
        "{\"type\": \"evidence.reported\", \"data\": [], \"role\": \"admin\"}",
        "{\"type\": \"evidence.reported\", \"data\": [{\"approve\": true}]}",
        "{\"type\": \"evidence.reported\", \"type\": \"evidence.reported\", \"data\": []}",
      })
  void whatIsNoEvidenceIsRefusedAndItsIdStaysFree(String nonsense) {
    var id = Sender.newId();
    var now = Instant.now().getEpochSecond();

    var answer = sender.send(hook.path(), nonsense, Sender.signed(secret, id, now, nonsense));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(stage.now().lastRefusal()).isNotBlank();
    assertThat(refusals(hook)).containsExactly(stage.now().lastRefusal());
    assertThat(sender.send(hook.path(), body, Sender.signed(secret, id, now, body)).statusCode())
        .isEqualTo(204);
  }

  @Test
  @Promise("P5")
  void oneAdministratorAloneMakesNoneOnceThereWereTwo() {
    var agreeing = new Agreeing(context::getBean);
    var sam = Agreeing.session(agreeing.person(Role.PLATFORM_ADMIN));
    agreeing.person(Role.PLATFORM_ADMIN);
    var wish =
        new MakeHook(
            "ci of " + stage.cast.unique, stage.cast.team.slug(), List.of(), "Reports tests");

    var page = stage.hooks().make(wish, sam);

    assertThat(page).startsWith("/approvals/");
    assertThat(stage.hooks().all()).noneMatch(made -> made.name().equals(wish.name()));
    agreeing.at(page);
    assertThat(stage.hooks().all())
        .filteredOn(made -> made.name().equals(wish.name()))
        .singleElement()
        .satisfies(made -> assertThat(made.keys()).as("whoever needs one makes it").isEmpty());
  }

  @Test
  void onlyAnAdministratorWhoJustProvedItChangesOne() {
    var agreeing = new Agreeing(context::getBean);
    var admin = agreeing.person(Role.PLATFORM_ADMIN);
    var kofi = EvidenceStage.actor(stage.cast.kofi);
    var longAgo =
        new Actor(
            admin.id().value(),
            admin.name(),
            Via.SESSION,
            null,
            null,
            Instant.now().minusSeconds(301));

    assertThatThrownBy(() -> stage.hooks().addKey(hook.id(), kofi)).isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> stage.hooks().disable(hook.id(), "found in a log", kofi))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> stage.hooks().addKey(hook.id(), longAgo))
        .isInstanceOf(SignInAgain.class);
    assertThat(stage.hooks().addKey(hook.id(), Agreeing.session(admin))).startsWith("whsec_");
  }

  @Test
  void aDisabledOneHasNoKeysLeft() {
    stage.hooks().disable(hook.id(), "Another pipeline now", Actor.SYSTEM);

    assertThat(stage.now().keys()).isEmpty();
    assertThat(
            stage
                .cast
                .bean(JdbcClient.class)
                .sql("select count(*) from evidence_hook_key where hook = :hook")
                .param("hook", hook.id())
                .query(Integer.class)
                .single())
        .isZero();
  }

  /// Whoever held one connection and waited for another could stop everybody by ten deliveries.
  @Test
  @Promise("P12")
  void oneConnectionIsEnoughToReadWebhooksWithTheirKeys() {
    stage.key(hook);
    var one = new HikariConfig();
    one.setDataSource(TestDatabase.shared().superuser());
    one.setMaximumPoolSize(1);
    one.setConnectionTimeout(1_000);
    try (var pool = new HikariDataSource(one)) {
      var rows = new HookRows(JdbcClient.create(pool));

      assertThat(rows.find(hook.id()))
          .hasValueSatisfying(known -> assertThat(known.keys()).hasSize(2));
      assertThat(rows.all())
          .filteredOn(known -> known.id().equals(hook.id()))
          .singleElement()
          .satisfies(known -> assertThat(known.keys()).hasSize(2));
    }
  }

  @Test
  void aKeyLiesSealedAndBoundToItsWebhook() {
    var rows = stage.cast.bean(JdbcClient.class);
    var other = stage.hook(List.of());
    JdbcClient.create(TestDatabase.shared().superuser())
        .sql("update evidence_hook_key set hook = :other where hook = :hook")
        .param("other", other.id())
        .param("hook", hook.id())
        .update();

    assertThat(sender.deliver(other.path(), secret, body).statusCode())
        .as("moved to another webhook it opens nothing")
        .isGreaterThanOrEqualTo(400);
    assertThat(stage.kept()).isEmpty();
    assertThat(
            rows.sql("select encode(sealed, 'base64') from evidence_hook_key where hook = :hook")
                .param("hook", other.id())
                .query(String.class)
                .single())
        .doesNotContain(secret.substring(6, 30));
  }

  /// What the trail has of its refused deliveries.
  private List<String> refusals(HookView of) {
    return stage
        .cast
        .bean(JdbcClient.class)
        .sql(
            """
            select reason from audit.audit_event
            where action = 'hook.deliver' and outcome = 'DENIED' and via = 'WEBHOOK'
              and actor_name = :name and address = :address
            """)
        .param("name", "webhook " + of.name())
        .param("address", sender.address())
        .query((row, _) -> row.getString(1))
        .list();
  }
}
