package dev.slipway.slo;

import dev.slipway.runtime.SealBroken;
import dev.slipway.slo.alerts.AlertReader;
import dev.slipway.slo.alerts.AlertReading;
import dev.slipway.slo.alerts.AlertSource;
import dev.slipway.slo.alerts.FiringAlert;
import dev.slipway.slo.alerts.RuleState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Opens what lets the portal in at each datasource, and asks it for its alerts.
@Component
class AskedAlerts implements AlertReader {

  private static final Logger LOG = LoggerFactory.getLogger(AskedAlerts.class);

  private final DatasourceRows rows;
  private final DatasourceKeys keys;
  private final AlertSource source;

  AskedAlerts(DatasourceRows rows, DatasourceKeys keys, AlertSource source) {
    this.rows = rows;
    this.keys = keys;
    this.source = source;
  }

  @Override
  public List<AlertReading> read() {
    var work = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var known = rows.all();
      List<Future<AlertReading>> asked =
          known.stream().map(one -> work.submit(() -> ask(one))).toList();
      List<AlertReading> told = new ArrayList<>();
      for (var i = 0; i < known.size(); i++) {
        told.add(answer(known.get(i), asked.get(i)));
      }
      return told;
    } finally {
      work.shutdownNow();
    }
  }

  private static AlertReading answer(DatasourceView known, Future<AlertReading> asked) {
    try {
      return asked.get();
    } catch (ExecutionException failure) {
      LOG.error("{} could not be asked for its alerts", known.name(), failure);
      return silent(known, "The portal failed at reading its answer.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return silent(known, "The portal is stopping.");
    }
  }

  private AlertReading ask(DatasourceView known) {
    SliDatasource opened;
    try {
      opened = keys.open(known);
    } catch (SealBroken _) {
      return silent(known, DatasourceKeys.DOES_NOT_OPEN);
    }
    var firing = source.firing(opened);
    if (!(firing instanceof SliAnswer.Got<List<FiringAlert>>(var alerts, var _, var _))) {
      return silent(known, why(firing));
    }
    if (!known.counts()) {
      return reading(known, List.of(), alerts, null);
    }
    var rules = source.rules(opened);
    return rules instanceof SliAnswer.Got<List<RuleState>>(var told, var _, var _)
        ? reading(known, told, alerts, null)
        : reading(known, List.of(), alerts, why(rules));
  }

  private static String why(SliAnswer<?> answer) {
    return switch (answer) {
      case SliAnswer.Got<?> _ -> "";
      case SliAnswer.Refused<?>(var reason) -> reason;
      case SliAnswer.NoEntry<?>(var reason) -> reason;
      case SliAnswer.Unavailable<?>(var reason) -> reason;
    };
  }

  private static AlertReading silent(DatasourceView known, String why) {
    return reading(known, List.of(), List.of(), why);
  }

  private static AlertReading reading(
      DatasourceView known,
      List<RuleState> rules,
      List<FiringAlert> alerts,
      @Nullable String trouble) {
    return new AlertReading(
        known.id(),
        known.name(),
        !known.counts(),
        known.environments().stream().map(one -> one.id().value()).collect(Collectors.toSet()),
        rules,
        alerts,
        trouble);
  }
}
