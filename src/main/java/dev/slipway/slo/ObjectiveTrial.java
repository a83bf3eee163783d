package dev.slipway.slo;

import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.runtime.SealBroken;
import dev.slipway.slo.ObjectiveDetails.WindowLine;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/// Asks a datasource what a definition would count, before anybody stores it.
@Component
class ObjectiveTrial {

  private final Datasources datasources;
  private final DatasourceKeys keys;
  private final SliSource source;
  private final Access access;
  private final Clock clock;

  ObjectiveTrial(
      Datasources datasources,
      DatasourceKeys keys,
      @Lazy SliSource source,
      Access access,
      Clock clock) {
    this.datasources = datasources;
    this.keys = keys;
    this.source = source;
    this.access = access;
    this.clock = clock;
  }

  SliAnswer<List<WindowLine>> of(ObjectiveDefinition definition, Actor actor) {
    access.requireSomewhere(
        actor, Permission.SLO_EDIT, Subject.of("objective", "new", definition.name()));
    var from = datasources.byId(definition.datasource());
    var own = Duration.ofDays(definition.windowDays());
    var windows = new TreeSet<Duration>();
    BurnAlert.of(own)
        .forEach(pair -> {
          windows.add(pair.longer());
          windows.add(pair.shorter());
        });
    windows.add(own);
    try {
      return said(
          source.readings(
              keys.open(from),
              definition.indicator(),
              windows,
              clock.instant().truncatedTo(ChronoUnit.SECONDS)),
          definition.allowed());
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
