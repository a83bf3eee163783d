package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.runtime.SealBroken;
import dev.slipway.slo.ObjectiveDetails.WindowLine;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks a datasource what a definition would count, before anybody stores it. A query may be as
/// dear as somebody makes it, and objectives are counted by the same server: so a few are asked at
/// a time, and one of each person.
@Component
class ObjectiveTrial {

  /// So many people may let the portal ask at a time; a server takes four questions (see {@code
  /// PrometheusApi}), so half of it stays for those that count.
  private static final int AT_ONCE = 2;

  private static final int MOST_OF_A_FILE = 10;
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Semaphore asking = new Semaphore(AT_ONCE);
  private final Set<UUID> people = ConcurrentHashMap.newKeySet();
  private final Datasources datasources;
  private final DatasourceKeys keys;
  private final SliSource source;
  private final Access access;
  private final Services services;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  ObjectiveTrial(
      Datasources datasources,
      DatasourceKeys keys,
      @Lazy SliSource source,
      Access access,
      Services services,
      Clock clock,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.datasources = datasources;
    this.keys = keys;
    this.source = source;
    this.access = access;
    this.services = services;
    this.clock = clock;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// A question as somebody typed it.
  ///
  /// @param action such as `objective.tried`
  record Tried(String action, Subject subject, Map<String, Object> after, Actor actor)
      implements PortalEvent {}

  /// @param typed whether a person wrote it just now, so that the trail has what they asked
  /// @throws DomainFailure TOO_MANY_REQUESTS if others let the portal ask, or this person does
  SliAnswer<List<WindowLine>> of(ObjectiveDefinition definition, boolean typed, Actor actor) {
    var from = datasources.byId(definition.datasource());
    var subject = Subject.of("datasource", from.id(), from.name());
    access.requireInOne(actor, Permission.SLO_EDIT, scopes(from), subject);
    var person = actor.person();
    if (person != null && !people.add(person)) {
      throw busy("Your last question is under way still.");
    }
    try {
      if (!asking.tryAcquire()) {
        throw busy("Others try out queries at this moment.");
      }
      try {
        if (typed) {
          told(definition, from, actor);
        }
        return asked(definition, from);
      } finally {
        asking.release();
      }
    } finally {
      if (person != null) {
        people.remove(person);
      }
    }
  }

  /// What would be counted of those that a file brings: the first ones, one after the other, and no
  /// more once a few seconds have gone by. Only their own windows are asked for.
  ///
  /// @param typed whether a person wrote them just now, so that the trail has what they asked
  /// @return without those that were not asked, all of them while somebody else lets the portal ask
  Map<ObjectiveDefinition, Evaluation> ofFile(
      Set<ObjectiveDefinition> wanted, boolean typed, Actor actor) {
    Map<ObjectiveDefinition, Evaluation> found = new HashMap<>();
    var person = actor.person();
    if (wanted.isEmpty() || (person != null && !people.add(person))) {
      return found;
    }
    try {
      if (!asking.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        return found;
      }
      try {
        var until = System.nanoTime() + PATIENCE.toNanos();
        for (var one : wanted.stream().limit(MOST_OF_A_FILE).toList()) {
          if (System.nanoTime() < until) {
            found.put(one, evaluated(one, typed, actor));
          }
        }
      } finally {
        asking.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      if (person != null) {
        people.remove(person);
      }
    }
    return found;
  }

  private Evaluation evaluated(ObjectiveDefinition definition, boolean typed, Actor actor) {
    var from = datasources.byId(definition.datasource());
    if (typed) {
      told(definition, from, actor);
    }
    var own = Duration.ofDays(definition.windowDays());
    return Evaluation.of(
        new Target(definition.objective()), own, null, readings(definition, from, Set.of(own)));
  }

  private void told(ObjectiveDefinition definition, DatasourceView from, Actor actor) {
    var subject = Subject.of("datasource", from.id(), from.name());
    var facts = ObjectiveChanged.facts(definition, ObjectiveStatus.DRAFT);
    transaction.executeWithoutResult(
        _ -> events.publishEvent(new Tried("objective.tried", subject, facts, actor)));
  }

  private static DomainFailure busy(String why) {
    return new DomainFailure(
        ProblemType.TOO_MANY_REQUESTS,
        why + " Try again in a few seconds; nothing was asked, and nothing is stored.");
  }

  /// Where its samples are of: whoever edits no objective there has nothing to ask of it.
  private List<Scope> scopes(DatasourceView from) {
    var teams = services.all().stream().map(ServiceView::team).distinct().toList();
    return from.environments().stream()
        .map(EnvironmentView::environmentClass)
        .distinct()
        .flatMap(where -> teams.stream().map(team -> Scope.of(team, where)))
        .toList();
  }

  private SliAnswer<List<WindowLine>> asked(ObjectiveDefinition definition, DatasourceView from) {
    var own = Duration.ofDays(definition.windowDays());
    var windows = new TreeSet<Duration>();
    BurnAlert.of(own)
        .forEach(pair -> {
          windows.add(pair.longer());
          windows.add(pair.shorter());
        });
    windows.add(own);
    return said(readings(definition, from, windows), definition.allowed());
  }

  private SliAnswer<Map<Duration, WindowReading>> readings(
      ObjectiveDefinition definition, DatasourceView from, Set<Duration> windows) {
    try {
      return source.readings(
          keys.open(from),
          definition.indicator(),
          windows,
          clock.instant().truncatedTo(ChronoUnit.SECONDS));
    } catch (SealBroken _) {
      return new SliAnswer.NoEntry<>("What is stored to let the portal in does not open.");
    }
  }

  private static SliAnswer<List<WindowLine>> said(
      SliAnswer<Map<Duration, WindowReading>> answer, BigDecimal allowed) {
    return switch (answer) {
      case SliAnswer.Got<Map<Duration, WindowReading>>(var value, var warnings, var took) ->
          new SliAnswer.Got<>(WindowLines.of(new TreeMap<>(value), allowed), warnings, took);
      case SliAnswer.Refused<Map<Duration, WindowReading>>(var why) -> new SliAnswer.Refused<>(why);
      case SliAnswer.NoEntry<Map<Duration, WindowReading>>(var why) -> new SliAnswer.NoEntry<>(why);
      case SliAnswer.Unavailable<Map<Duration, WindowReading>>(var why) ->
          new SliAnswer.Unavailable<>(why);
    };
  }
}
