package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.verification.HttpProbe.BodyMatch;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who may say what is asked after rollouts, and what the trail keeps of it.
@SlipwayTest
class SmokeChecksTests {

  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      spec:
        template:
          spec:
            containers:
            - {name: smoke, image: "${IMAGE}", command: [/bin/check]}
      """;
  private static final String WHY = "Rollouts broke the sign-in twice";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private SmokeChecks checks;
  @Autowired private SmokeTrials trials;
  private SloStage stage;
  private Actor kofi;

  @BeforeEach
  void start() {
    stage = new SloStage(context);
    kofi = SloStage.actor(stage.kofi);
  }

  @Test
  void anOwnerAddsEditsAndRemovesOneAndTheTrailKeepsBeforeAndAfter() {
    var id = add(wish("sign-in", "https://www.example.org/sign-in", 0));
    assertThat(all()).extracting(SmokeCheck::name).containsExactly("sign-in");
    checks.edit(service(), stage(), id, wish("sign-in", "https://www.example.org/login", 1), kofi);
    var one = checks.byId(service(), stage(), id);
    assertThat(one.probe().request()).isEqualTo("GET https://www.example.org/login");
    assertThat(one.version()).isEqualTo(2);
    checks.remove(service(), stage(), id, "Nobody signs in there any more", kofi);
    assertThat(all()).isEmpty();
    assertThat(acts())
        .containsExactly(
            "verification.test-added|null|GET https://www.example.org/sign-in|" + WHY,
            "verification.test-edited|GET https://www.example.org/sign-in|GET https://www.example.org/login|"
                + WHY,
            "verification.test-removed|GET https://www.example.org/login|null|Nobody signs in there any more");
  }

  @Test
  void whoDoesNotOwnTheServiceMayNeitherSayNorTryNorRemove() {
    var id = add(wish("sign-in", "https://www.example.org/", 0));
    var vera = SloStage.actor(stage.person("vera", Role.DEVELOPER, null));
    var wish = wish("other", "https://www.example.org/", 1);
    assertThatThrownBy(() -> checks.add(service(), stage(), wish, vera))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> checks.edit(service(), stage(), id, wish, vera))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> checks.remove(service(), stage(), id, WHY, vera))
        .isInstanceOf(NotAllowed.class);
    try (var asked = new AnsweringService()) {
      var probe = HttpProbe.of("GET", asked.url(), "200", BodyMatch.ANY, "");
      assertThatThrownBy(() -> trials.ask(service(), stage(), probe, Duration.ofSeconds(5), vera))
          .isInstanceOf(NotAllowed.class);
      assertThat(asked.asked()).isZero();
    }
    assertThat(all()).extracting(SmokeCheck::name).containsExactly("sign-in");
  }

  /// The portal calls for somebody, so the trail says for whom and what, but stores nothing else.
  @Test
  void tryingOneOutAsksOnceAndStoresNothing() {
    try (var asked = new AnsweringService()) {
      var probe = HttpProbe.of("GET", asked.url(), "204", BodyMatch.ANY, "");
      var brought = trials.ask(service(), stage(), probe, Duration.ofSeconds(5), kofi);
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
      assertThat(asked.asked()).isEqualTo(1);
      assertThat(all()).isEmpty();
      assertThat(acts())
          .containsExactly("verification.test-tried|null|GET " + asked.url() + "|null");
    }
  }

  @Test
  void whoeverEditsWhatSomebodyElseEditedIsTold() {
    var id = add(wish("sign-in", "https://www.example.org/", 0));
    checks.edit(service(), stage(), id, wish("sign-in", "https://www.example.org/a", 1), kofi);
    assertThatThrownBy(() ->
            checks.edit(
                service(), stage(), id, wish("sign-in", "https://www.example.org/b", 1), kofi))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.CONFLICT));
  }

  @Test
  void aNameIsThereOnceAndTenSmokeTestsAreEnough() {
    add(wish("one", "https://www.example.org/", 0));
    assertThatThrownBy(() -> add(wish("one", "https://www.example.org/", 0)))
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo("name"));
    for (var i = 2; i <= 10; i++) {
      add(wish("test " + i, "https://www.example.org/", 0));
    }
    assertThatThrownBy(() -> add(wish("eleven", "https://www.example.org/", 0)))
        .hasMessageContaining("10 smoke tests");
  }

  @Test
  void oneOfAnotherServiceIsNotThere() {
    var id = add(wish("sign-in", "https://www.example.org/", 0));
    var other = stage.service("other-" + stage.unique);
    assertThatThrownBy(() -> checks.byId(other.slug(), stage(), id))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_FOUND));
    assertThatThrownBy(() -> checks.remove(other.slug(), stage(), id, WHY, kofi))
        .isInstanceOf(DomainFailure.class);
    assertThat(all()).hasSize(1);
  }

  /// A command of one's own in production, after every rollout.
  @Test
  void aJobInProductionWaitsUntilASecondPersonHasAgreed() {
    var agreeing = new Agreeing(context::getBean);
    agreeing.person(Role.PLATFORM_ADMIN);
    agreeing.person(Role.PLATFORM_ADMIN);
    var waits = checks.add(service(), stage(), job("migrated", JOB, 0), kofi);
    assertThat(waits).isPresent();
    assertThat(all()).isEmpty();
    assertThat(acts()).isEmpty();
    assertThat(checks.waiting(service(), stage())).hasSize(1);
    agreeing.to(waits);
    assertThat(checks.waiting(service(), stage())).isEmpty();
    var one = all().getFirst();
    assertThat(one.probe()).isEqualTo(new JobProbe(JOB));
    assertThat(one.editedBy()).isEqualTo(stage.kofi.name());
    assertThat(acts()).hasSize(1).first().asString().startsWith("verification.test-added");

    // Its times are no command, so they change at once; another manifest waits again.
    assertThat(checks.edit(service(), stage(), one.id(), job("migrated still", JOB, 1), kofi))
        .isEmpty();
    var other = JOB.replace("/bin/check", "/bin/other");
    assertThat(checks.edit(service(), stage(), one.id(), job("migrated", other, 2), kofi))
        .isPresent();
    assertThat(all().getFirst().probe()).isEqualTo(new JobProbe(JOB));
  }

  /// What a command of one's own finds is seen with a rollout, not before: no trial starts one.
  @Test
  void aJobIsNotTriedWhereNothingRunsNorByWhomItDoesNotBelongTo() {
    var vera = SloStage.actor(stage.person("vera", Role.DEVELOPER, null));
    var probe = new JobProbe(JOB);
    var patience = Duration.ofSeconds(5);
    assertThatThrownBy(() -> trials.ask(service(), stage(), probe, patience, vera))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> trials.ask(service(), stage(), probe, patience, kofi))
        .hasMessageContaining("runs nowhere");
    assertThat(acts()).isEmpty();
  }

  private static EditSmokeCheck job(String name, String manifest, int version) {
    return new EditSmokeCheck(
        name,
        new JobProbe(manifest),
        1,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        version,
        WHY);
  }

  private UUID add(EditSmokeCheck wish) {
    assertThat(checks.add(service(), stage(), wish, kofi)).isEmpty();
    return all().stream()
        .filter(one -> one.name().equals(wish.name()))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private List<SmokeCheck> all() {
    return checks.of(stage.service.id(), stage.production.id());
  }

  private String service() {
    return stage.service.slug();
  }

  private String stage() {
    return stage.production.slug();
  }

  private static EditSmokeCheck wish(String name, String url, int version) {
    return new EditSmokeCheck(
        name,
        HttpProbe.of("GET", url, "200", BodyMatch.ANY, ""),
        3,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        version,
        WHY);
  }

  /// What the trail has: act, request before, request after, reason.
  private List<String> acts() {
    return jdbc.sql(
            """
            select action, before->>'request' as one, after->>'request' as other, reason
            from audit.audit_event where subject_id = ? and action like 'verification.test-%'
            order by id
            """)
        .param(service())
        .query((row, _) ->
            "%s|%s|%s|%s"
                .formatted(
                    row.getString("action"),
                    row.getString("one"),
                    row.getString("other"),
                    row.getString("reason")))
        .list();
  }
}
