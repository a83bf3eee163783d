package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.testing.Negative;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeatingTests {

  private static final ApprovalRule APPROVER = RequestMother.APPROVER;
  private static final ApprovalRule OWNER = RequestMother.OWNER;

  @Test
  @Negative(4)
  void onePersonInBothGroupsFillsOneSeat() {
    var seating = Seating.of(List.of(APPROVER, OWNER), List.of(PersonId.next()), (_, _) -> true);

    assertThat(seating.given()).isEqualTo(1);
    assertThat(seating.complete()).isFalse();
  }

  @Test
  void aPersonMovesToAnotherSeatToMakeRoom() {
    var both = PersonId.next();
    var onlyApprover = PersonId.next();

    var seating =
        Seating.of(
            List.of(APPROVER, OWNER),
            List.of(both, onlyApprover),
            (person, rule) -> person.equals(both) || rule.role() == Role.APPROVER);

    assertThat(seating.complete()).isTrue();
    assertThat(seating.filled()).containsExactly(1, 1);
  }

  @Test
  void thePersonWhoDecidedTwiceCountsOnce() {
    var mira = PersonId.next();
    var two = new ApprovalRule("Two", Role.APPROVER, null, 2);

    assertThat(Seating.of(List.of(two), List.of(mira, mira), (_, _) -> true).given()).isEqualTo(1);
  }

  @Test
  void noRulesAreComplete() {
    assertThat(Seating.of(List.of(), List.of(), (_, _) -> true).complete()).isTrue();
  }

  /// The matching is as large as the best of all assignments, found by trying every one.
  @Test
  void noOtherAssignmentFillsMoreSeats() {
    long seed = System.nanoTime();
    System.out.println("SeatingTests seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      var rules = new ArrayList<ApprovalRule>();
      for (int rule = 0; rule < 1 + random.nextInt(3); rule++) {
        rules.add(new ApprovalRule("r" + rule, Role.APPROVER, null, 1 + random.nextInt(2)));
      }
      var people = new ArrayList<PersonId>();
      for (int person = 0; person < random.nextInt(5); person++) {
        people.add(PersonId.next());
      }
      Set<String> may = new HashSet<>();
      for (var person : people) {
        for (var rule : rules) {
          if (random.nextBoolean()) {
            may.add(person + rule.name());
          }
        }
      }
      var seating = Seating.of(rules, people, (person, rule) -> may.contains(person + rule.name()));

      var free = rules.stream().mapToInt(ApprovalRule::seats).toArray();
      assertThat(seating.given()).as("seed %d", seed).isEqualTo(best(rules, people, may, free, 0));
      assertThat(seating.filled()).hasSameSizeAs(rules);
    }
  }

  private static int best(
      List<ApprovalRule> rules, List<PersonId> people, Set<String> may, int[] free, int person) {
    if (person == people.size()) {
      return 0;
    }
    int best = best(rules, people, may, free, person + 1);
    for (int rule = 0; rule < rules.size(); rule++) {
      if (free[rule] > 0 && may.contains(people.get(person) + rules.get(rule).name())) {
        free[rule]--;
        best = Math.max(best, 1 + best(rules, people, may, free, person + 1));
        free[rule]++;
      }
    }
    return best;
  }
}
