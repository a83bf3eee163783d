package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/// Gives people seats so that as many seats as possible are taken. One person takes one seat over
/// all rules, so a member of two groups cannot satisfy both (maximum bipartite matching by
/// augmenting paths).
///
/// @param filled seats taken, in the order of the rules
record Seating(List<ApprovalRule> rules, List<Integer> filled) {

  static Seating of(
      List<ApprovalRule> rules,
      List<PersonId> people,
      BiPredicate<PersonId, ApprovalRule> eligible) {
    var seats = new ArrayList<ApprovalRule>();
    var ruleOfSeat = new ArrayList<Integer>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (int seat = 0; seat < rules.get(rule).seats(); seat++) {
        seats.add(rules.get(rule));
        ruleOfSeat.add(rule);
      }
    }
    var distinct = people.stream().distinct().toList();
    var may = new boolean[distinct.size()][seats.size()];
    for (int person = 0; person < distinct.size(); person++) {
      for (int seat = 0; seat < seats.size(); seat++) {
        may[person][seat] = eligible.test(distinct.get(person), seats.get(seat));
      }
    }
    var holder = new int[seats.size()];
    Arrays.fill(holder, -1);
    for (int person = 0; person < distinct.size(); person++) {
      seat(person, may, holder, new boolean[seats.size()]);
    }
    var filled = new Integer[rules.size()];
    Arrays.fill(filled, 0);
    for (int seat = 0; seat < holder.length; seat++) {
      if (holder[seat] >= 0) {
        filled[ruleOfSeat.get(seat)]++;
      }
    }
    return new Seating(rules, List.of(filled));
  }

  private static boolean seat(int person, boolean[][] may, int[] holder, boolean[] tried) {
    for (int seat = 0; seat < holder.length; seat++) {
      if (!may[person][seat] || tried[seat]) {
        continue;
      }
      tried[seat] = true;
      if (holder[seat] < 0 || seat(holder[seat], may, holder, tried)) {
        holder[seat] = person;
        return true;
      }
    }
    return false;
  }

  int required() {
    return rules.stream().mapToInt(ApprovalRule::seats).sum();
  }

  int given() {
    return filled.stream().mapToInt(Integer::intValue).sum();
  }

  int missing() {
    return required() - given();
  }

  boolean complete() {
    return missing() == 0;
  }
}
