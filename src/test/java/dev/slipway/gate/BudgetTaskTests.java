package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.notifications.NoticeView;
import dev.slipway.notifications.Notices;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.Line;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A used budget asks people for work.
@SlipwayTest
class BudgetTaskTests {

  private static final String NOTE = "The cache was too small; it is twice as large now";

  @Autowired ApplicationContext context;
  @Autowired BudgetTasks tasks;
  @Autowired BudgetWatch watch;
  @Autowired Notices notices;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private SloStage stage;
  private PersonSummary jon;
  private UUID objective;

  @BeforeEach
  void aBudget() {
    stage = new SloStage(context);
    jon = stage.person("jon", Role.ENVIRONMENT_OWNER, EnvironmentClass.PRODUCTION);
    objective = stage.objective("availability");
  }

  @Test
  @Line("quiz-21")
  void aQuarterAsksTheOwnersForAReviewOnceAndRecoveryEndsIt() {
    stands(BudgetState.REVIEW, "0.2712");
    watch.look();
    watch.look();

    var task = onlyTask();
    assertThat(task.threshold()).isEqualTo(BudgetThreshold.REVIEW);
    assertThat(task.used()).isEqualByComparingTo("0.2712");
    assertThat(task.dueAt()).isEqualTo(task.raisedAt().plus(Duration.ofDays(5)));
    assertThat(told(stage.kofi))
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.headline()).contains("availability of", "has used 27.1 %");
          assertThat(notice.reason()).contains("Review what used the budget", "post-mortem");
          assertThat(notice.link()).isEqualTo("/slo/" + objective);
        });
    assertThat(told(jon)).isEmpty();

    stands(BudgetState.UNKNOWN, null);
    watch.look();
    assertThat(onlyTask().isOpen()).as("what nobody knows ends nothing").isTrue();

    stands(BudgetState.HEALTHY, "0.22");
    watch.look();
    assertThat(onlyTask().ending()).isEqualTo(BudgetTask.Ending.RECOVERED);
    assertThat(acts()).containsExactly("budget-task.raised", "budget-task.recovered");
  }

  @Test
  @Line({"quiz-23", "quiz-24"})
  void aJumpPastAllRaisesThreeAndTellsOwnersOfServiceAndEnvironmentOnce() {
    stands(BudgetState.EXHAUSTED, "1.2");
    watch.look();

    assertThat(tasks.of(objective))
        .extracting(task -> task.threshold().percent())
        .containsExactlyInAnyOrder(25, 75, 100);
    for (var person : List.of(stage.kofi, jon)) {
      assertThat(told(person))
          .singleElement()
          .satisfies(
              notice -> assertThat(notice.reason()).contains("Feature work stops", "root cause"));
    }
  }

  @Test
  void whoClosedItIsNotAskedAgainUntilTheBudgetWasBelowAndCrossesAnew() {
    stands(BudgetState.FEATURE_STOP, "0.8");
    watch.look();
    var first = open(BudgetThreshold.STOP);
    tasks.close(first.id(), NOTE, SloStage.actor(stage.kofi));

    watch.look();
    assertThat(tasks.of(objective).stream().filter(BudgetTask::isOpen))
        .extracting(BudgetTask::threshold)
        .containsExactly(BudgetThreshold.REVIEW);

    stands(BudgetState.FREEZE, "0.6");
    watch.look();
    stands(BudgetState.FEATURE_STOP, "0.76");
    watch.look();

    assertThat(open(BudgetThreshold.STOP).id()).isNotEqualTo(first.id());
    assertThat(told(stage.kofi)).hasSize(2);
    assertThat(tasks.of(objective))
        .filteredOn(task -> task.id().equals(first.id()))
        .singleElement()
        .satisfies(task -> {
          assertThat(task.note()).isEqualTo(NOTE);
          assertThat(task.endedBy()).isEqualTo(stage.kofi.name());
          assertThat(task.ending()).isEqualTo(BudgetTask.Ending.CLOSED);
        });
  }

  @Test
  void whatHasNoSayOrIsNotInProductionAsksNothing() {
    stands(BudgetState.REVIEW, "0.3");
    watch.look();
    jdbc.sql("update slo set gating = false where id = ?").param(objective).update();
    watch.look();
    assertThat(onlyTask().ending()).isEqualTo(BudgetTask.Ending.DROPPED);

    var draft = stage.objective("latency");
    jdbc.sql("update slo set status = 'DRAFT' where id = ?").param(draft).update();
    stage.stands(draft, BudgetState.EXHAUSTED, "2", Duration.ofSeconds(20));
    var elsewhere = stage.objective("throughput");
    var staging = stage.environment(EnvironmentClass.STAGING);
    jdbc.sql("update slo set environment = ? where id = ?")
        .params(staging.id().value(), elsewhere)
        .update();
    stage.stands(elsewhere, BudgetState.EXHAUSTED, "2", Duration.ofSeconds(20));
    watch.look();

    assertThat(tasks.of(draft)).isEmpty();
    assertThat(tasks.of(elsewhere)).isEmpty();
  }

  @Test
  void whoHasNoRightCannotCloseItAndANoteIsNeeded() {
    stands(BudgetState.REVIEW, "0.3");
    watch.look();
    var task = onlyTask();
    var stranger = SloStage.actor(stage.person("ada", Role.APPROVER, null));

    assertThatThrownBy(() -> tasks.close(task.id(), NOTE, stranger))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_ALLOWED));
    assertThatThrownBy(() -> tasks.close(task.id(), "done", SloStage.actor(stage.kofi)))
        .hasMessageContaining("10 to 2000");
    assertThat(tasks.openFor(stranger)).isEmpty();
    assertThat(tasks.openFor(SloStage.actor(stage.kofi))).contains(task);
    assertThat(onlyTask().isOpen()).isTrue();
  }

  @Test
  void ofManyWhoLookAndCloseAtOnceOneDoesEach() throws Exception {
    stands(BudgetState.REVIEW, "0.3");
    atOnce(() -> {
      watch.look();
      return "";
    });
    var task = onlyTask();
    assertThat(told(stage.kofi)).hasSize(1);

    var outcomes = atOnce(() -> close(task.id()));

    assertThat(outcomes).filteredOn(one -> one.equals("closed")).hasSize(1);
    assertThat(outcomes).filteredOn(one -> one.contains("ended already")).hasSize(3);
    assertThat(acts()).containsExactly("budget-task.raised", "budget-task.closed");
  }

  @Test
  void itIsClosedOnItsPageAndAskedForWhereItsOwnerLooks() {
    stands(BudgetState.EXHAUSTED, "1.1");
    watch.look();
    var task = open(BudgetThreshold.EXHAUSTED);
    var kofi = Visitor.signedIn(port, stage.kofi.handle());

    assertThat(Visitor.page(kofi.get("/gate/tasks/mine")).text())
        .contains("Feature work stops", "110 % used when it was raised");
    assertThat(Visitor.page(kofi.get("/gate/objectives/" + objective + "/tasks")).text())
        .contains("From 100 % on", "From 75 % on", "From 25 % on");
    var path = "/gate/tasks/" + task.id() + "/close";
    var refused = kofi.post(path, Map.of("note", "short"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#note-" + task.id()).val()).isEqualTo("short");
    assertThat(kofi.post(path, Map.of("note", NOTE)).statusCode()).isEqualTo(302);
    assertThat(
            Visitor.page(kofi.get("/gate/tasks?state=ended&service=" + stage.service.slug()))
                .text())
        .contains(NOTE, "Closed by");
    assertThat(kofi.get("/api/v1/gate/tasks?state=ended&service=" + stage.service.slug()).body())
        .contains("\"threshold\":100", "\"ending\":\"closed\"");
    assertThat(Visitor.signedIn(port, "vera").post(path, Map.of("note", NOTE)).statusCode())
        .isEqualTo(403);
  }

  private void stands(BudgetState state, @Nullable String consumed) {
    stage.stands(objective, state, consumed, Duration.ofSeconds(20));
  }

  private BudgetTask onlyTask() {
    assertThat(tasks.of(objective)).hasSize(1);
    return tasks.of(objective).getFirst();
  }

  private BudgetTask open(BudgetThreshold threshold) {
    return tasks.of(objective).stream()
        .filter(BudgetTask::isOpen)
        .filter(task -> task.threshold() == threshold)
        .findFirst()
        .orElseThrow();
  }

  private List<NoticeView> told(PersonSummary person) {
    return notices.unread(SloStage.actor(person));
  }

  private String close(UUID task) {
    try {
      tasks.close(task, NOTE, SloStage.actor(stage.kofi));
      return "closed";
    } catch (DomainFailure refused) {
      return refused.detail();
    }
  }

  private static List<String> atOnce(Callable<String> act) throws Exception {
    var barrier = new CyclicBarrier(4);
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  people.submit(() -> {
                    barrier.await();
                    return act.call();
                  }))
              .toList();
      var said = new ArrayList<String>();
      for (var one : all) {
        said.add(one.get());
      }
      return said;
    }
  }

  private List<@Nullable String> acts() {
    return jdbc.sql(
            """
            select action from audit.audit_event
             where service = :service and action like 'budget-task.%' order by id
            """)
        .param("service", stage.service.slug())
        .query(String.class)
        .list();
  }
}
