package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What waits for one person is asked of the database in short, so it must leave out nobody's.
class InboxTests extends ApprovalStage {

  private final Random random = new Random(20);

  @Test
  void nothingThatAPersonCanDecideIsLeftOut() {
    var everybody = everybody();
    for (var round = 0; round < 12; round++) {
      var id = open(rules());
      if (random.nextInt(3) == 0) {
        decide(id, random.nextBoolean() ? mira : jon);
      }
      if (random.nextInt(3) == 0) {
        countNow(id);
      }
      if (random.nextInt(4) == 0) {
        approvals.recount(id, rules());
      }
    }
    for (var person : everybody) {
      var judged = judgedOneByOne(person);
      assertThat(waitingFor(person))
          .as(person.handle())
          .isEqualTo(judged.stream().map(ApprovalItem::id).toList());
      assertThat(inbox.waitingCount(session(person)))
          .isEqualTo(judged.stream().filter(ApprovalItem::canDecide).limit(100).count());
    }
    assertThat(waitingFor(mira)).isNotEmpty();
  }

  @Test
  void whoHoldsNoRoleIsAskedForNothing() {
    open(rule(1));
    var stranger = people.register("out-" + UuidV7.next(), "Out", Actor.SYSTEM);

    assertThat(waitingFor(stranger)).isEmpty();
    assertThat(inbox.waitingCount(session(stranger))).isZero();
  }

  private List<PersonSummary> everybody() {
    var everybody = new ArrayList<>(List.of(ada, mira, jon));
    var other = teams.create("other-" + UuidV7.next(), "Other", Actor.SYSTEM);
    everybody.add(granted(Role.APPROVER, null, null));
    everybody.add(granted(Role.APPROVER, team.id(), EnvironmentClass.PRODUCTION));
    everybody.add(granted(Role.APPROVER, team.id(), EnvironmentClass.DEVELOPMENT));
    everybody.add(granted(Role.APPROVER, other.id(), null));
    everybody.add(granted(Role.SERVICE_OWNER, team.id(), null));
    everybody.add(granted(Role.DEVELOPER, team.id(), null));
    return everybody;
  }

  private PersonSummary granted(
      Role role, @Nullable TeamId where, @Nullable EnvironmentClass environment) {
    var person = people.register("one-" + UuidV7.next(), "One", Actor.SYSTEM);
    grants.give(person.id(), role, where, environment, "test", Actor.SYSTEM);
    return person;
  }

  private List<ApprovalRule> rules() {
    return switch (random.nextInt(3)) {
      case 0 -> rule(1);
      case 1 -> rule(2);
      default -> List.of(new ApprovalRule("Owner", Role.SERVICE_OWNER, null, 1));
    };
  }

  private List<ApprovalId> waitingFor(PersonSummary person) {
    var found = new ArrayList<ApprovalId>();
    String cursor = null;
    do {
      var page = inbox.waitingFor(session(person), cursor);
      page.items().forEach(item -> found.add(item.id()));
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  /// Also what other tests left open.
  private List<ApprovalItem> judgedOneByOne(PersonSummary person) {
    return jdbc
        .sql("select id from approval_request where ended_at is null order by id")
        .query((row, _) -> new ApprovalId(row.getObject(1, UUID.class)))
        .list()
        .stream()
        .map(id -> inbox.item(id, session(person)))
        .filter(item -> item.canDecide() || item.undoable())
        .toList();
  }
}
