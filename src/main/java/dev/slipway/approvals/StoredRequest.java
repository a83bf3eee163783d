package dev.slipway.approvals;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A request as it stands in the database, read at `now` of the database's clock.
///
/// @param also wherever else it takes place
/// @param held whether it is about an act that waits for a second person
record StoredRequest(
    ApprovalId id,
    String contentHash,
    Subject subject,
    String title,
    String link,
    String reason,
    Scope scope,
    List<Scope> also,
    @Nullable PersonId requester,
    String requesterName,
    Set<PersonId> excluded,
    List<ApprovalRule> rules,
    @Nullable List<ApprovalRule> rulesNow,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable Instant metAt,
    @Nullable Instant endedAt,
    @Nullable String endedAs,
    @Nullable String endedWhy,
    boolean held,
    Instant now) {

  boolean isOver() {
    return endedAt != null || !now.isBefore(expiresAt);
  }

  /// Whether whoever decides proves who they are: production, and whatever one person alone may not
  /// do.
  boolean asksForProof() {
    return held
        || scopes().stream().anyMatch(each -> each.environment() == EnvironmentClass.PRODUCTION);
  }

  /// As rows keep it, pair by pair.
  static List<Scope> also(UUID[] teams, String[] classes) {
    return IntStream.range(0, teams.length)
        .mapToObj(at -> Scope.of(new TeamId(teams[at]), EnvironmentClass.valueOf(classes[at])))
        .toList();
  }

  /// Everywhere that it takes place.
  List<Scope> scopes() {
    var all = new ArrayList<Scope>();
    all.add(scope);
    all.addAll(also);
    return all;
  }

  boolean isRejected() {
    return "rejected".equals(endedAs);
  }

  boolean excludes(PersonId person) {
    return excluded.contains(person) || person.equals(requester);
  }

  /// The rules of the request and, where they differ, the rules in force now: both must be met.
  List<List<ApprovalRule>> ruleSets() {
    return rulesNow == null || rulesNow.equals(rules) ? List.of(rules) : List.of(rules, rulesNow);
  }

  List<ApprovalRule> everyRule() {
    var every = new ArrayList<>(rules);
    if (rulesNow != null) {
      rulesNow.stream().filter(rule -> !rules.contains(rule)).forEach(every::add);
    }
    return every;
  }

  StoredRequest withRulesNow(List<ApprovalRule> rulesNow) {
    return new StoredRequest(
        id,
        contentHash,
        subject,
        title,
        link,
        reason,
        scope,
        also,
        requester,
        requesterName,
        excluded,
        rules,
        rulesNow,
        requestedAt,
        expiresAt,
        metAt,
        endedAt,
        endedAs,
        endedWhy,
        held,
        now);
  }
}
