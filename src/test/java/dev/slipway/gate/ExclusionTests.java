package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.SloStage;
import dev.slipway.slo.spi.ExcludedTime;
import dev.slipway.testing.SlipwayTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Two people take time out of an objective.
@SlipwayTest
class ExclusionTests {

  private static final String WHY = ExclusionStage.WHY;
  private static final String LATER =
      "update slo_standing set due_at = clock_timestamp() + interval '1 minute' where slo = ?";
  private static final String DUE =
      "select due_at <= clock_timestamp() from slo_standing where slo = ?";

  @Autowired ApplicationContext context;
  @Autowired Exclusions exclusions;
  @Autowired ExcludedTime excluded;
  @Autowired Objectives objectives;
  @Autowired Approvals approvals;
  @Autowired JdbcClient jdbc;

  private ExclusionStage people;
  private SloStage stage;
  private PersonSummary jon;
  private PersonSummary mira;
  private UUID objective;
  private Instant hour;

  @BeforeEach
  void anObjective() {
    people = new ExclusionStage(context);
    stage = people.stage;
    jon = people.jon;
    mira = people.mira;
    objective = people.objective;
    hour = people.hour;
  }

  @Test
  void itIsOutOnceTheOtherPersonHasAgreedAndInAgainByTheWordOfOne() {
    people.hours();
    assertThat(left()).isLessThan(BigDecimal.ZERO);
    exclusions.ask(people.wish(2), SloStage.actor(jon));
    people.settle();
    assertThat(left()).as("nobody has agreed").isLessThan(BigDecimal.ZERO);

    people.agree(mira);
    jdbc.sql(LATER).param(objective).update();
    people.settle();

    assertThat(jdbc.sql(DUE).param(objective).query(Boolean.class).single())
        .as("it is counted anew at once")
        .isTrue();
    assertThat(people.only().isInForce()).isTrue();
    assertThat(people.only().agreedBy()).containsExactly(mira.name());
    assertThat(left()).isEqualByComparingTo("1");
    assertThat(objectives.series(objective).excluded())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.from()).isEqualTo(hour);
          assertThat(one.words()).contains("planned maintenance", "OPS-7");
        });
    assertThat(objectives.series(objective).hours())
        .as("what was counted stays")
        .anyMatch(one -> one.excluded() && one.counts().bad().intValue() == 900);
    var sparkline =
        Objects.requireNonNull(
            objectives.sparklines(List.of(objectives.byId(objective).summary())).get(objective));
    assertThat(sparkline.getLast().remaining()).isEqualByComparingTo("1");

    assertThatThrownBy(() ->
            exclusions.revoke(objective, people.only().id(), "no", SloStage.actor(stage.kofi)))
        .hasMessageContaining("reason");
    jdbc.sql(LATER).param(objective).update();
    exclusions.revoke(
        objective, people.only().id(), "It was not announced at all", SloStage.actor(stage.kofi));
    assertThat(jdbc.sql(DUE).param(objective).query(Boolean.class).single()).isTrue();
    assertThat(left()).isLessThan(BigDecimal.ZERO);
    assertThat(acts()).containsExactly("exclusion.asked", "exclusion.agreed", "exclusion.revoked");
    assertThatThrownBy(() ->
            exclusions.revoke(
                objective, people.only().id(), "Once more, to be sure", SloStage.actor(jon)))
        .hasMessageContaining("ended already");
  }

  @Test
  void whoAskedNeverAgreesAndAnOwnerOfTheEnvironmentIsAmongThem() {
    exclusions.ask(people.wish(2), SloStage.actor(stage.kofi));
    var request = people.open().getFirst().request();

    assertThatThrownBy(() -> people.decide(request, stage.kofi)).isInstanceOf(DomainFailure.class);
    people.agree(mira);
    people.settle();
    assertThat(people.only().isOpen()).as("an owner of the environment is missing").isTrue();
    people.agree(jon);
    people.settle();
    assertThat(people.only().isInForce()).isTrue();
  }

  @Test
  void whoAskedAndIsGoneIsNoneOfTheTwo() {
    exclusions.ask(people.wish(2), SloStage.actor(jon));
    stage.bean(People.class).disable(jon.id(), "left the company", Actor.SYSTEM);
    people.agree(mira);
    var request = people.open().getFirst().request();
    people.settle();

    assertThat(people.only().isInForce()).isFalse();
    assertThat(people.only().endReason())
        .contains(jon.name() + ", who asked for it, has no longer the right to", "ask again");
    assertThat(excluded.of(List.of(objective), hour)).isEmpty();
    assertThat(approvals.standing(request).state()).isEqualTo(ApprovalStanding.State.CLOSED);
    assertThat(acts()).containsExactly("exclusion.asked", "exclusion.voided");
  }

  @Test
  void whoAskedAndOwnsTheEnvironmentNoMoreLeavesThatSeatToAnother() {
    exclusions.ask(people.wish(2), SloStage.actor(jon));
    var grants = stage.bean(Grants.class);
    stage
        .bean(Access.class)
        .grantsOf(jon.id())
        .forEach(grant -> grants.end(grant.id(), "another role", Actor.SYSTEM));
    grants.give(jon.id(), Role.SERVICE_OWNER, stage.team.id(), null, "another role", Actor.SYSTEM);
    people.agree(mira);
    people.settle();
    assertThat(people.only().isOpen()).as("an owner of the environment is missing").isTrue();

    people.agree(stage.person("otto", Role.ENVIRONMENT_OWNER, EnvironmentClass.PRODUCTION));
    people.settle();

    assertThat(people.only().isInForce()).isTrue();
    assertThat(people.only().agreedBy()).hasSize(2).contains(mira.name());
  }

  @Test
  void underTheAddressOfAnotherObjectiveItIsNotThere() {
    exclusions.ask(people.wish(2), SloStage.actor(jon));
    var id = people.only().id();

    assertThatThrownBy(() ->
            exclusions.revoke(
                stage.objective("latency"), id, "It counts after all", SloStage.actor(jon)))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_FOUND));
    assertThat(people.only().isOpen()).isTrue();
  }

  @Test
  void whatIsRefusedCounts() {
    exclusions.ask(people.wish(2), SloStage.actor(jon));
    var row = people.open().getFirst();
    approvals.decide(
        new Decide(row.request(), row.id().toString(), false, "Nobody was told"),
        SloStage.actor(mira));
    ExclusionStage.counts(row.request());
    people.settle();

    assertThat(people.only().isInForce()).isFalse();
    assertThat(people.only().endReason()).isEqualTo("Refused by " + mira.name());
    assertThat(excluded.of(List.of(objective), hour)).isEmpty();
  }

  @Test
  void itsLengthItsPlaceAndItsReasonAreBounded() {
    assertThatThrownBy(() -> people.wish(73)).isInstanceOf(FieldRefused.class);
    assertThatThrownBy(() -> people.wish(0)).isInstanceOf(FieldRefused.class);
    assertThatThrownBy(() ->
            new AskExclusion(
                objective, hour, hour.plusSeconds(90), ExclusionCause.OUTSIDE, WHY, "X"))
        .hasMessageContaining("full hour");
    assertThatThrownBy(() ->
            new AskExclusion(
                objective, hour, hour.plusSeconds(3600), ExclusionCause.OUTSIDE, "because", "X"))
        .hasMessageContaining("20 to 2,000");
    var actor = SloStage.actor(jon);
    assertThatThrownBy(() -> exclusions.ask(at(hour.minus(Duration.ofDays(31))), actor))
        .hasMessageContaining("30 days ago");
    assertThatThrownBy(() -> exclusions.ask(at(hour.plus(Duration.ofDays(17))), actor))
        .hasMessageContaining("14 days ahead");
    for (var day = 0; day < 5; day++) {
      exclusions.ask(at(hour.minus(Duration.ofDays(day))), actor);
    }
    assertThatThrownBy(() -> exclusions.ask(at(hour.minus(Duration.ofDays(9))), actor))
        .hasMessageContaining("5 within its window");
  }

  @Test
  void whoHasNoRightCannotAskOrTakeItBack() {
    var ada = SloStage.actor(stage.person("ada", Role.DEVELOPER, null));
    assertThatThrownBy(() -> exclusions.ask(people.wish(2), ada))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_ALLOWED));
    exclusions.ask(people.wish(2), SloStage.actor(jon));
    assertThatThrownBy(
            () -> exclusions.revoke(objective, people.only().id(), "It counts after all", ada))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_ALLOWED));
  }

  @Test
  void ofSeveralWhoAskForTheSameTimeAtOnceOneIsHeard() throws Exception {
    var barrier = new CyclicBarrier(4);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    barrier.await();
                    try {
                      exclusions.ask(people.wish(2), SloStage.actor(jon));
                      return "asked";
                    } catch (DomainFailure refused) {
                      return refused.detail();
                    }
                  }))
              .toList();
      var heard = 0;
      for (var one : all) {
        heard += one.get().equals("asked") ? 1 : 0;
      }
      assertThat(heard).isEqualTo(1);
    }
    assertThat(exclusions.of(objective)).hasSize(1);
  }

  private BigDecimal left() {
    return Objects.requireNonNull(objectives.series(objective).rolling().getLast().remaining());
  }

  private AskExclusion at(Instant from) {
    return new AskExclusion(
        objective, from, from.plus(Duration.ofHours(1)), ExclusionCause.TELEMETRY, WHY, "OPS-8");
  }

  private List<@Nullable String> acts() {
    return jdbc.sql(
            """
            select action from audit.audit_event
             where service = :service and action like 'exclusion.%' order by id
            """)
        .param("service", stage.service.slug())
        .query(String.class)
        .list();
  }
}
